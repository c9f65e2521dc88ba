"""Steps driven sync and async: what is asked, watched, recalled, counted and degraded."""

import asyncio
import threading
from types import SimpleNamespace
from typing import Any

import dspy
import pytest
from dspy.utils.exceptions import DSPyError

from redraft.budget import Budget, spending
from redraft.programs import Refine
from redraft.programs.steps import Ask, Reply, Steps, adrive, drive, models, watcher, watching
from redraft.signatures.records import Round, StepCost
from tests.scripted import Scripted, verify

DRAFT = {"task": "Write a note.", "requirements": [], "checklist": []}
VERIFY = DRAFT | {"checklist": [{"id": "b1", "question": "Is it kind?"}], "text": "Dear all"}
KNOWN = Reply({"draft": "from before"}, StepCost(step="draft", calls=3))
BAD = "I would rather not say."


class Seen:
    """A watcher that knows the replies it was given, and notes what it sees."""

    def __init__(self, *known: Reply) -> None:
        self.known = list(known)
        self.told: list[str] = []
        self.replies: list[Reply] = []
        self.failures: list[StepCost] = []

    def recall(self, ask: Ask) -> Reply | None:
        return self.known.pop(0) if self.known else None

    def asked(self, ask: Ask) -> None:
        self.told.append(f"{ask.step}?")

    def answered(self, ask: Ask, reply: Reply) -> None:
        self.told.append(f"{ask.step}!")
        self.replies.append(reply)

    def failed(self, ask: Ask, cost: StepCost) -> None:
        self.told.append(f"{ask.step}: {cost.error}")
        self.failures.append(cost)

    def finished(self, round: Round) -> None: ...


def asking(*asks: Any) -> Steps[list[Any]]:
    """The replies to these questions, or lists of them, one after the other."""
    replies = [None for _ in asks]
    for turn, ask in enumerate(asks):
        replies[turn] = yield ask
    return replies


def draft(**config: Any) -> Ask:
    return Ask("draft", DRAFT, config)


@pytest.fixture(params=["sync", "async"])
def driven(request: pytest.FixtureRequest) -> Any:
    """`drive`, or `adrive` run to its end."""
    if request.param == "sync":
        return drive
    return lambda program, steps: asyncio.run(adrive(program, steps))


def test_a_reply_has_the_outputs_and_what_they_cost(driven: Any) -> None:
    """Fields by name, a call counted with the server's tokens and its seconds."""
    engine = Scripted({"draft": "Dear all, hello"})
    with engine.use():
        (reply,) = driven(Refine(), asking(draft()))
    assert reply.outputs == {"draft": "Dear all, hello"}
    assert (reply.cost.step, reply.cost.calls, reply.cost.error) == ("draft", 1, "")
    assert reply.cost.new_tokens == 4
    assert reply.cost.prompt_tokens > 20
    assert reply.cost.seconds >= 0


def test_settings_of_a_question_reach_its_call(driven: Any) -> None:
    """Temperature and seed are those of the ask."""
    engine = Scripted({"draft": "x y"})
    with engine.use():
        driven(Refine(), asking(draft(temperature=0.9, seed=11)))
    config = engine.requests[0].config
    assert (config.temperature, config.seed) == (0.9, 11)


def test_a_list_is_answered_in_its_order(driven: Any) -> None:
    """Questions asked side by side get their replies in the order of the list."""
    engine = Scripted({"draft": lambda request: f"seed {request.config.seed}"})
    with engine.use():
        (replies,) = driven(Refine(), asking([draft(seed=n) for n in range(4)]))
    assert [reply.outputs["draft"] for reply in replies] == [f"seed {n}" for n in range(4)]
    assert [reply.cost.calls for reply in replies] == [1] * 4


def test_async_asks_a_list_at_the_same_time() -> None:
    """All of a list are asked before the first is answered."""
    seen = Seen()
    with Scripted({"draft": "x y"}).use(), watching(seen):
        asyncio.run(adrive(Refine(), asking([draft(seed=n) for n in range(3)])))
    assert seen.told == ["draft?"] * 3 + ["draft!"] * 3


def test_a_reply_that_cannot_be_read_is_no_error(driven: Any) -> None:
    """No outputs, the reason in one short line, both calls counted."""
    with Scripted({"verify": BAD}).use():
        (reply,) = driven(Refine(), asking(Ask("verify", VERIFY | {"open_boxes": []})))
    assert reply.outputs is None
    assert reply.cost.error
    assert "\n" not in reply.cost.error
    assert len(reply.cost.error) <= 200
    assert (reply.cost.calls, reply.cost.retries) == (2, 1)


def test_a_reply_has_what_was_sent_and_what_came_back(driven: Any) -> None:
    """Of each call that was answered, one whose reply could not be read included."""
    good = verify(b1="Dear all")
    engine = Scripted({"verify": [BAD, good], "draft": lambda request: f"{request.config.seed}"})
    with engine.use():
        first, drafts = driven(
            Refine(),
            asking(Ask("verify", VERIFY | {"open_boxes": []}), [draft(seed=n) for n in (11, 22)]),
        )
    assert [said.reply for said in first.heard] == [BAD, good]
    for said, request in zip(first.heard, engine.requests, strict=False):
        (turn,) = request.messages
        assert said.messages == (("system", request.system), ("user", turn.text))
    assert [[said.reply for said in reply.heard] for reply in drafts] == [["11"], ["22"]]
    every = [said for reply in (first, *drafts) for said in reply.heard]
    assert sum(said.tokens for said in every) == engine.tokens


def test_what_the_budget_does_not_bear_says_so(driven: Any) -> None:
    """The reply is over, and no call was made; the watcher is told all the same."""
    engine, seen = Scripted({"draft": "x y"}), Seen()
    with engine.use(), watching(seen), spending(Budget(calls=0)):
        (reply,) = driven(Refine(), asking(draft()))
    assert (reply.outputs, reply.over) == (None, "0 calls are used up")
    assert reply.heard == ()
    assert reply.cost.error == reply.over
    assert engine.requests == []
    assert seen.told == ["draft?", "draft!"]


def test_a_models_failure_reaches_the_caller(driven: Any) -> None:
    """Only unreadable replies and the budget are degraded; the watcher is told the cost."""
    seen = Seen()
    with (
        Scripted({"draft": RuntimeError("gone")}).use(),
        watching(seen),
        pytest.raises(DSPyError, match="gone"),
    ):
        driven(Refine(), asking(draft()))
    assert seen.told == ["draft?", "draft: LMUnexpectedError"]


def test_what_a_failure_took_is_told(driven: Any) -> None:
    """A reply that could not be read was paid for; the call that asked anew failed."""
    said = iter([BAD, RuntimeError("gone")])
    engine, seen = Scripted({"verify": lambda request: next(said)}), Seen()
    with engine.use(), watching(seen), pytest.raises(DSPyError, match="gone"):
        driven(Refine(), asking(Ask("verify", VERIFY | {"open_boxes": []})))
    (cost,) = seen.failures
    assert (cost.step, cost.turn, cost.calls, cost.retries) == ("verify", 1, 2, 1)
    assert cost.tokens == engine.tokens > 0


def test_a_recalled_reply_costs_nothing_now(driven: Any) -> None:
    """The known reply is handed on as it is: nothing is asked, and nothing told as asked."""
    engine, seen = Scripted({"draft": "anew here"}), Seen(KNOWN)
    with engine.use(), watching(seen):
        first, second = driven(Refine(), asking(draft(), draft()))
    assert first is KNOWN
    assert second.outputs == {"draft": "anew here"}
    assert len(engine.requests) == 1
    assert seen.told == ["draft?", "draft!"]


def test_the_replies_of_a_list_are_recalled_each(driven: Any) -> None:
    """Of three questions the two that are known are not asked."""
    engine, seen = Scripted({"draft": "anew here"}), Seen(KNOWN, KNOWN)
    with engine.use(), watching(seen):
        (replies,) = driven(Refine(), asking([draft(seed=n) for n in range(3)]))
    assert [reply.outputs["draft"] for reply in replies] == ["from before"] * 2 + ["anew here"]
    assert len(engine.requests) == 1


def test_a_step_may_have_a_model_of_its_own(driven: Any) -> None:
    """The step named goes there, the others to the model in force; after the block none does."""
    main = Scripted({"draft": "main text", "verify": verify(b1="Dear all")})
    other = Scripted({"verify": verify(b1="Dear all")})
    asks = [draft(), Ask("verify", VERIFY | {"open_boxes": VERIFY["checklist"]})]
    with main.use():
        with models({"verify": other.lm}):
            driven(Refine(), asking(*asks))
        assert (main.steps, other.steps) == (["draft"], ["verify"])
        driven(Refine(), asking(*asks))
    assert (main.steps, other.steps) == (["draft", "draft", "verify"], ["verify"])


def test_watching_ends_with_its_block() -> None:
    """The watcher before is back afterwards, after an error too."""
    outer, inner = Seen(), Seen()

    def fails() -> None:
        with watching(inner):
            assert watcher() is inner
            raise ValueError("x")

    with watching(outer):
        with pytest.raises(ValueError, match="x"):
            fails()
        assert watcher() is outer
    assert watcher() not in (outer, inner)


def test_a_thread_of_its_own_is_not_watched() -> None:
    """Watchers hold for a context: another thread has nobody until it is told."""
    found: list[Any] = []
    with watching(Seen()) as _:
        thread = threading.Thread(target=lambda: found.append(watcher()))
        thread.start()
        thread.join()
    assert not isinstance(found[0], Seen)


def test_a_program_is_a_module_like_any_other() -> None:
    """An optimizer's predictor, put in the place of a step, is the one that is asked."""

    class Echo(dspy.Module):
        def forward(self, **inputs: Any) -> dspy.Prediction:
            return dspy.Prediction(draft=f"echo of {inputs['task']}")

    program = Refine()
    program.draft = Echo()
    with Scripted({}).use():
        (reply,) = drive(program, asking(draft()))
    assert reply.outputs == {"draft": "echo of Write a note."}


def test_generators_end_with_their_value(driven: Any) -> None:
    """A program that asks nothing returns at once."""

    def silent() -> Steps[str]:
        yield from ()
        return "done"

    assert driven(Refine(), silent()) == "done"


def test_where_one_of_several_fails_the_others_are_not_paid() -> None:
    """What was asked beside it is cancelled before the failure is told."""
    done = list[str]()

    async def slow(**given: Any) -> Any:
        if given["task"] == "fails":
            raise ValueError("gone")
        await asyncio.sleep(0.05)
        done.append(given["task"])

    program = dspy.Module()
    program.draft = SimpleNamespace(acall=slow)
    asks = [Ask("draft", {"task": task}) for task in ("fails", "one", "two")]

    async def run() -> None:
        with pytest.raises(ValueError, match="gone"):
            await adrive(program, asking(asks))
        await asyncio.sleep(0.2)

    asyncio.run(run())
    assert done == []
