"""DSPy's own BestOfN and Refine under the contract."""

import asyncio
import json
import threading
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import dspy
import pytest
from dspy.utils.exceptions import LMUnexpectedError

from redraft.app import refine_text
from redraft.budget import Budget, spending
from redraft.journal import Journal, load
from redraft.programs import PROGRAMS
from redraft.programs.item import Item
from redraft.programs.steps import models, watching
from redraft.settings import Settings
from redraft.signatures.records import StepCost
from tests.loopback import BETTER, DRAFT, REASON
from tests.programs.test_techniques import BAD, GOOD, ITEM, PEERS, TASK
from tests.scripted import Scripted, prompt_of, verify

HINT = json.dumps({"discussion": "No reason.", "advice": {"draft": "Say why it closes."}})
both = pytest.mark.parametrize("name", PEERS)


def judge(request: Any) -> str:
    """The better text says why."""
    return verify(b2=REASON if BETTER in prompt_of(request) else "")


def run(name: str, script: dict[str, Any], **given: Any) -> tuple[Any, Scripted]:
    engine = Scripted({"verify": judge, "*": HINT} | script)
    with engine.use():
        return PROGRAMS[name](n=3)(**TASK | given), engine


@both
def test_it_ends_with_the_first_that_is_ready(name: str) -> None:
    """The second of three; its verdicts are those it was chosen by, not asked for again."""
    told, engine = run(name, {"draft": [DRAFT, BETTER]})
    assert (told.text, told.status) == (BETTER, "ready")
    hints = ["*"] if name == "dspy_refine" else []
    assert engine.steps == ["draft", "verify", *hints, "draft", "verify"]
    assert [verdict.checked for verdict in told.verdicts] == [True, True]
    assert sum(cost.calls for cost in told.rounds[0].steps) == len(engine.steps)


def test_a_hint_reaches_the_next_attempt() -> None:
    """DSPy's advice for the step stands among its inputs."""
    _, engine = run("dspy_refine", {"draft": [DRAFT, BETTER]})
    assert "hint_" not in engine.seen("draft", 0)
    assert engine.seen("draft", 1)["hint_"] == "Say why it closes."


@both
def test_attempts_have_seeds_of_their_own(name: str) -> None:
    """With one fixed seed for the whole run, no two drafts are asked for alike."""
    _, engine = run(name, {"draft": DRAFT})
    seeds = [request.config.seed for request in engine.of("draft")]
    assert len(set(seeds)) == 3


@both
def test_the_best_of_those_that_are_not_ready(name: str) -> None:
    """With all attempts used up, the one that ticks most; an unreadable one never."""
    long = "word " * 80
    told, _ = run(name, {"draft": [long, "", "", DRAFT], "verify": BAD})
    assert (told.text, told.status) == (DRAFT, "not_ready")


@both
def test_a_cap_ends_it_with_the_best_so_far(name: str) -> None:
    """Three calls bear two drafts and one verdict, or a hint in place of the second draft."""
    engine = Scripted({"draft": [DRAFT, BETTER], "verify": judge, "*": HINT})
    with engine.use(), spending(Budget(calls=3)):
        told = PROGRAMS[name](n=3)(**TASK)
    assert told.status == "over_budget"
    assert told.text in (DRAFT, BETTER)
    assert len(engine.steps) == 3


@both
def test_a_server_that_fails_is_told(name: str) -> None:
    """DSPy swallows the errors of attempts; where none is left, the error is raised."""
    with pytest.raises(LMUnexpectedError):
        run(name, {"draft": ConnectionError("gone")})
    with pytest.raises(LMUnexpectedError):
        run(name, {"draft": DRAFT, "verify": ConnectionError("gone")})


@both
def test_without_a_draft_it_fails(name: str) -> None:
    """No attempt could be read."""
    told, _ = run(name, {"draft": ""})
    assert (told.text, told.status) == ("", "failed")
    assert all(cost.error for cost in told.rounds[0].steps if cost.step == "draft")
    assert len(told.rounds[0].steps) == 1 + 3


@both
def test_both_ways_to_run_give_one_result(name: str) -> None:
    """Awaited, it runs in a thread, with the same calls."""
    sync, one = run(name, {"draft": [DRAFT, BETTER]})
    engine = Scripted({"draft": [DRAFT, BETTER], "verify": judge, "*": HINT})
    with engine.use():
        awaited = asyncio.run(PROGRAMS[name](n=3).acall(**TASK))
    assert (awaited.text, awaited.status, awaited.verdicts) == (BETTER, "ready", sync.verdicts)
    assert engine.steps == one.steps


@both
def test_a_saved_run_is_told_again_for_nothing(name: str, tmp_path: Path) -> None:
    """The step's record answers for all its attempts."""
    settings, path = Settings(program=name), tmp_path / "run.json"
    engine = Scripted({"draft": [DRAFT, BETTER], "verify": judge, "*": HINT})
    first = refine_text(
        ITEM, settings, journal=Journal(ITEM, settings, path=path), lms={"main": engine.lm}
    )
    asked = len(engine.steps)
    journal = Journal(ITEM, settings, path=path, earlier=load(path))
    again = refine_text(ITEM, settings, journal=journal, lms={"main": engine.lm})
    assert len(engine.steps) == asked
    assert (again.text, again.status, again.verdicts) == (first.text, "ready", first.verdicts)


@both
def test_a_given_draft_is_only_verified(name: str) -> None:
    """There is nothing to attempt."""
    told, engine = run(name, {"verify": GOOD}, draft=BETTER)
    assert engine.steps == ["verify"]
    assert told.status == "ready"


@both
def test_optimizers_see_two_predictors(name: str) -> None:
    """The draft and the verifier, as in one_shot; what DSPy wraps is not among them."""
    program = PROGRAMS[name]()
    assert [found for found, _ in program.named_predictors()] == ["draft", "verify"]
    assert Item.of(**TASK) == ITEM


def test_a_hint_that_cannot_be_read_is_recorded() -> None:
    """DSPy goes on without it and says nothing; the costs do."""
    told, engine = run("dspy_refine", {"draft": [DRAFT, BETTER], "*": "Try harder."})
    assert (told.text, told.status) == (BETTER, "ready")
    assert "hint_" not in engine.seen("draft", 1)
    assert len([cost for cost in told.rounds[0].steps if cost.error]) == 1


SORRY = "I'm sorry, but I can't help with that."


@both
def test_a_refusal_is_no_draft(name: str) -> None:
    """The next attempt is chosen, whatever boxes a refusal ticks."""
    told, _ = run(name, {"draft": [SORRY, DRAFT]}, checklist=[])
    assert (told.text, told.status) == (DRAFT, "ready")


@both
def test_a_draft_that_is_to_decline_is_one(name: str) -> None:
    """The task asks for what a refusal says."""
    no = SORRY.replace("that.", "that move on Saturday.")
    told, _ = run(name, {"draft": [no, DRAFT]}, task="Decline to help.", checklist=[])
    assert (told.text, told.status) == (no, "ready")


@both
def test_the_error_of_an_attempt_is_told(name: str) -> None:
    """DSPy swallows it; the calls count, and the step says what it was."""
    fails = [verify(b2=""), RuntimeError("gone"), verify(b2="")]
    told, engine = run(name, {"draft": DRAFT, "verify": fails})
    costs = told.rounds[0].steps
    assert sum(cost.calls for cost in costs) == len(engine.requests)
    assert [cost.step for cost in costs if cost.error] == ["verify"]


@both
def test_a_watcher_sees_each_call_of_attempts_once(name: str) -> None:
    """A verdict that failed is counted by the step of all attempts, and there alone."""
    costs = list[StepCost]()
    watcher = Mock(
        recall=Mock(return_value=None),
        answered=lambda ask, reply: costs.append(reply.cost),
        failed=lambda ask, cost: costs.append(cost),
    )
    fails = [verify(b2=""), RuntimeError("gone"), verify(b2="")]
    with watching(watcher):
        _, engine = run(name, {"draft": DRAFT, "verify": fails})
    assert sum(cost.calls for cost in costs) == len(engine.requests)


@both
def test_its_draft_may_have_a_model_of_its_own(name: str) -> None:
    """As the draft of any program."""
    main, other = Scripted({"verify": judge, "*": HINT}), Scripted({"draft": BETTER})
    with main.use(), models({"draft": other.lm}):
        told = PROGRAMS[name](n=3)(**TASK)
    assert (told.text, other.steps, main.steps) == (BETTER, ["draft"], ["verify"])


@both
def test_an_optimizer_sees_what_the_chosen_attempt_asked(name: str) -> None:
    """Demonstrations come from the trace, which names the program's own predictors."""
    engine = Scripted({"draft": [DRAFT, BETTER], "verify": judge, "*": HINT})
    program = PROGRAMS[name](n=3)
    with engine.use(), dspy.context(trace=[]):
        program(**TASK)
        trace = dspy.settings.trace
    assert [predictor for predictor, _, _ in trace] == [program.draft, program.verify]
    assert trace[0][2].draft == BETTER
    assert "hint_" not in trace[0][1]


@both
def test_attempts_that_nobody_waits_for_end(name: str) -> None:
    """The call under way is the last: DSPy's loop runs in a thread that no one can cancel."""
    asked, go = threading.Event(), threading.Event()

    def slow(request: Any) -> str:
        asked.set()
        go.wait(10)
        return DRAFT

    engine = Scripted({"draft": slow, "verify": BAD, "*": HINT})

    async def left() -> None:
        task = asyncio.create_task(PROGRAMS[name](n=3).acall(**TASK))
        await asyncio.to_thread(asked.wait, 10)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        go.set()

    with engine.use():
        asyncio.run(left())  # its end joins the thread
    assert engine.steps == ["draft"]


@both
def test_steps_that_think_first_may_take_part(name: str) -> None:
    """The text is returned, and what each was asked is told to optimizers as its own."""
    program: Any = PROGRAMS[name](n=1)
    program.draft = dspy.ChainOfThought(program.draft.signature)
    program.verify = dspy.ChainOfThought(program.verify.signature)

    def thinks(request: Any) -> str:
        """Of either step; both have a form of their own."""
        if "verdicts" in prompt_of(request).rpartition("</")[2]:
            return json.dumps({"reasoning": "r", **json.loads(verify(b2=REASON))})
        return json.dumps({"reasoning": "r", "draft": BETTER})

    with Scripted({"*": thinks}).use(), dspy.context(trace=[]):
        told = program(**TASK)
        asked = [predictor for predictor, _, _ in dspy.settings.trace]
    assert (told.text, told.status) == (BETTER, "ready")
    assert asked == [program.draft.predict, program.verify.predict]
