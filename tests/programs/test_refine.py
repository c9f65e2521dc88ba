"""refine on a scripted engine: how the loop goes, what it returns, how it ends."""

import asyncio
from collections.abc import Sequence
from typing import Any

import dspy
import pytest

from redraft.adapter.fence import unfence
from redraft.budget import Budget, spending
from redraft.checklist import parse_markdown
from redraft.programs import OneShot, Refine
from redraft.programs.steps import Ask, Reply, watching
from redraft.signatures.records import Round, Status, StepCost
from tests.loopback import BETTER, DRAFT, REASON, ROUND, TASK
from tests.scripted import Scripted, critique, edit, prompt_of, revise, verify

WORDS, BOXES = parse_markdown(TASK)
TICKED = ROUND | {"verify": verify(b2=REASON)}
OPEN = ROUND | {"verify": verify(b2="")}
BAD = "I would rather not say."
LUNCHES = (
    "Please plan ahead and bring your own lunch.",
    "Order soup from the hall before noon.",
    "Ask Ann for sandwiches at the front desk.",
    "Trucks sell noodles outside all afternoon.",
    "Vouchers for the bakery lie in every mailbox.",
)
NOTES = [f"The kitchen will be closed on Friday. {lunch}" for lunch in LUNCHES]
"""Texts each of which mends the second sentence of the one before, as `fault` wants it."""


def refine(engine: Scripted, program: Refine | None = None, **given: Any) -> Any:
    """One prediction of `program` on the note of loopback.TASK, or what is `given` instead."""
    item = {"task": WORDS, "checklist": BOXES} | given
    with engine.use():
        return (program or Refine())(**item)


def fault(request: Any) -> str:
    """A critique of the second sentence of the text at hand."""
    second = unfence(prompt_of(request))["text"].partition(". ")[2]
    return critique({"quote": second, "problem": "It helps nobody.", "fix": "say where food is"})


def notes(**more: Any) -> Scripted:
    """Each round writes the next of NOTES; the box of a model stays open."""
    script = {"critique": fault, "revise": [revise(note) for note in NOTES[1:]]}
    return Scripted(OPEN | script | more)


def steps_of(prediction: Any) -> list[list[str]]:
    """The steps that each round paid for."""
    return [[cost.step for cost in round.steps] for round in prediction.rounds]


def test_a_draft_is_refined_until_its_boxes_are_ticked() -> None:
    """Two calls for the draft and its verdicts, three for the round that ticks the last box."""
    engine = Scripted(ROUND)
    done = refine(engine)
    assert (done.status, done.best) == ("ready", 1)
    assert steps_of(done) == [["draft", "verify"], ["critique", "edit", "verify"]]
    assert engine.steps == ["draft", "verify", "critique", "edit", "verify"]
    assert [round.number for round in done.rounds] == [0, 1]
    assert [round.text for round in done.rounds] == [DRAFT, done.text]
    assert REASON in done.text
    assert done.verdicts == done.rounds[1].verdicts
    assert [(verdict.checked, verdict.by) for verdict in done.verdicts] == [
        (True, "code"),
        (True, "model"),
    ]


def test_a_given_draft_is_refined_as_it_is() -> None:
    """No draft is written, and the one that was given opens the trajectory, byte for byte."""
    engine = Scripted(ROUND)
    given = f"  {DRAFT}\n\n"
    done = refine(engine, draft=given)
    assert "draft" not in engine.steps
    assert done.rounds[0].text == given
    assert done.status == "ready"


@pytest.mark.parametrize(("least", "rounds"), [(0, 0), (1, 1), (2, 2)])
def test_a_draft_that_is_ready_gets_its_least_rounds(least: int, rounds: int) -> None:
    """A text whose boxes are all ticked is worked on for `min_rounds` rounds, no more."""
    quotes = ("bring your own lunch", "two sandwiches from home")
    wrong = [critique({"quote": quote, "problem": "Say what for a lunch."}) for quote in quotes]
    new = ("bring two sandwiches from home", "three apples and a bottle of water")
    mended = [edit(("w1", *pair)) for pair in zip(quotes, new, strict=True)]
    engine = Scripted(TICKED | {"critique": wrong, "edit": mended})
    done = refine(engine, Refine(min_rounds=least), draft=f"{DRAFT[:-1]} {REASON}.")
    assert (done.status, len(done.rounds) - 1) == ("ready", rounds)


@pytest.mark.parametrize("most", [0, 1, 2])
def test_rounds_end_with_the_last_that_was_allowed(most: int) -> None:
    """A box that stays open ends the run as not ready after `max_rounds` rounds.

    No round ticked more than the draft, so the draft is the text.
    """
    done = refine(notes(), Refine(max_rounds=most, rewrites=["whole"]))
    assert (done.status, len(done.rounds) - 1) == ("not_ready", most)
    assert [one.text for one in done.rounds] == NOTES[: most + 1]
    assert done.text == NOTES[0]


def test_two_rounds_without_a_gain_stall() -> None:
    """With rounds to spare, two that tick no more boxes than before end the run."""
    done = refine(notes(), Refine(max_rounds=9, rewrites=["whole"]))
    assert (done.status, len(done.rounds) - 1) == ("stalled", 3)


def test_no_rewrite_worth_taking_ends_the_run() -> None:
    """Where every policy gives the text back, the text stays and the status says so."""
    engine = notes(revise=revise(DRAFT), edit=edit(("w1", "", "")), draft=DRAFT)
    done = refine(engine)
    assert (done.status, done.text, len(done.rounds)) == ("unchanged", DRAFT, 2)
    last = done.rounds[1]
    assert last.policy == ""
    assert [turned.policy for turned in last.rejected] == [
        "edits", "whole", "sample", "sample", "sample", "restart"
    ]  # fmt: skip
    assert {turned.reason for turned in last.rejected} == {"unchanged"}
    assert last.verdicts == done.rounds[0].verdicts
    assert engine.steps.count("verify") == 1


def test_the_best_text_is_returned_and_not_the_last() -> None:
    """A rewrite whose box is open again does not displace the text that ticked more."""
    said = [verify(b2=words) for words in ("", "from the hall", "", "")]
    done = refine(notes(verify=said), Refine(min_rounds=3, rewrites=["whole"]))
    assert [round.share for round in done.rounds] == [0.5, 1.0, 0.5, 0.5]
    assert (done.status, done.best, done.text) == ("ready", 1, NOTES[1])
    assert [verdict.checked for verdict in done.verdicts] == [True, True]


def test_a_round_begins_from_the_best_text() -> None:
    """After a round that made it worse, the next critique reads the better text before it."""
    said = [verify(b2=words) for words in ("", "from the hall", "", "")]
    engine = notes(verify=said)
    done = refine(engine, Refine(min_rounds=3, rewrites=["whole"]))
    read = [engine.seen("critique", turn)["text"] for turn in range(3)]
    assert read == [NOTES[0], NOTES[1], NOTES[1]]
    assert [round.base for round in done.rounds] == [None, 0, 1, 1]


def test_a_draft_that_only_speaks_of_the_text_is_asked_for_again() -> None:
    """Once, under another seed; both calls are in the round."""
    engine = Scripted(ROUND | {"draft": ["Certainly. Here is the text.", DRAFT]})
    done = refine(engine)
    assert done.rounds[0].text == DRAFT
    assert engine.steps[:3] == ["draft", "draft", "verify"]
    seeds = [request.config.seed for request in engine.of("draft")]
    assert seeds[0] != seeds[1]
    assert [cost.step for cost in done.rounds[0].steps] == ["draft", "draft", "verify"]


def test_no_draft_fails_the_program() -> None:
    """Only a draft that cannot be read fails it: no text, and what was wrong on record."""
    engine = Scripted(ROUND | {"draft": ""})
    done = refine(engine)
    assert (done.status, done.text, done.verdicts) == (
        "failed",
        "",
        done.rounds[0].verdicts,
    )
    assert set(engine.steps) == {"draft"}
    (cost,) = done.rounds[0].steps
    assert cost.error
    assert not any(verdict.checked for verdict in done.verdicts if verdict.by == "model")


def test_a_critique_that_cannot_be_read_degrades() -> None:
    """Its error is recorded, and the round goes on with what the open boxes ask."""
    told = edit(("w1", "The kitchen will be closed on Friday.", f"It closes {REASON}."))
    done = refine(Scripted(ROUND | {"critique": BAD, "edit": told}))
    (cost,) = [cost for cost in done.rounds[1].steps if cost.step == "critique"]
    assert (cost.calls, bool(cost.error)) == (2, True)
    assert [(weakness.by, weakness.concerns) for weakness in done.rounds[1].weaknesses] == [
        ("code", "b2")
    ]
    assert done.status == "ready"


def test_a_critique_that_cannot_be_read_of_a_text_without_faults() -> None:
    """Without a weakness there is nothing to rewrite: the text stays, and it is ready."""
    done = refine(Scripted(TICKED | {"critique": BAD}), draft=f"{DRAFT} {REASON}")
    assert (done.status, done.text) == ("ready", f"{DRAFT} {REASON}")
    assert done.rounds[1].policy == ""


def test_a_rewrite_that_cannot_be_read_degrades() -> None:
    """It is turned down as unreadable with the error, and the next policy rewrites."""
    done = refine(Scripted(ROUND | {"edit": BAD}))
    (rejected,) = done.rounds[1].rejected
    assert (rejected.policy, rejected.reason) == ("edits", "unreadable")
    assert rejected.detail
    assert (done.rounds[1].policy, done.text, done.status) == ("whole", BETTER, "ready")


def test_verdicts_that_cannot_be_read_leave_their_boxes_open() -> None:
    """The boxes count as not answered, the coded one still counts, and the loop goes on."""
    done = refine(Scripted(ROUND | {"verify": [BAD, BAD, verify(b2=REASON)]}))
    coded, judged = done.rounds[0].verdicts
    assert (coded.checked, coded.by) == (True, "code")
    assert (judged.checked, judged.missing) == (False, "not answered")
    assert [bool(cost.error) for cost in done.rounds[0].steps] == [False, True]
    assert done.status == "ready"


def test_a_model_that_fails_raises() -> None:
    """A server's failure is no step to be degraded: it reaches the caller."""
    with pytest.raises(dspy.utils.exceptions.DSPyError):
        refine(Scripted(ROUND | {"critique": RuntimeError("gone")}))


@pytest.mark.parametrize(
    ("calls", "texts", "best"),
    [(0, 0, ""), (1, 1, DRAFT), (2, 1, DRAFT), (3, 1, DRAFT), (4, 2, DRAFT)],
)
def test_over_budget_returns_the_best_so_far(calls: int, texts: int, best: str) -> None:
    """Wherever the calls run out, what there is by then is told, and no error."""
    engine = Scripted(ROUND)
    with spending(Budget(calls=calls)):
        done = refine(engine)
    assert (done.status, len(done.rounds), done.text) == ("over_budget", texts, best)
    assert len(engine.steps) == calls


def test_over_budget_keeps_a_paid_rewrite_that_code_finds_better() -> None:
    """It ticks a box of code's that the draft does not, though nobody verifies the others."""
    boxes = [{"question": "Says why", "check": 'contains "floor"'}, "Is it kind?"]
    plan = {"quote": "Please plan ahead", "problem": "Why is not told.", "concerns": "b1"}
    mended = edit(("w1", DRAFT.partition(". ")[2], BETTER))
    told: dict[str, Any] = {"critique": critique(plan), "edit": mended, "verify": verify(b2="")}
    engine = Scripted(ROUND | told)
    with engine.use(), spending(Budget(calls=4)):
        done = Refine()(task=TASK, checklist=boxes)
    assert (done.status, engine.steps) == ("over_budget", ["draft", "verify", "critique", "edit"])
    assert "floor" in done.text
    assert [(verdict.checked, verdict.by) for verdict in done.verdicts] == [
        (True, "code"),
        (False, "model"),
    ]


def test_over_budget_keeps_what_code_says_of_the_draft() -> None:
    """A draft that no model could verify any more has the verdicts that cost nothing."""
    with spending(Budget(calls=1)):
        done = refine(Scripted(ROUND))
    assert [(verdict.box, verdict.checked, verdict.by) for verdict in done.verdicts] == [
        ("b1", True, "code"),
        ("b2", False, "model"),
    ]


def test_no_cap_of_tokens_is_passed() -> None:
    """Whatever the cap, what the server counts stays within it."""
    texts = []
    for cap in (400, 1_500, 2_500):
        with spending(Budget(tokens=cap)) as budget:
            done = refine(Scripted(ROUND))
        assert 0 <= budget.spent_tokens <= cap
        texts.append(done.text)
        assert done.status == "over_budget"
    assert texts == ["", DRAFT, DRAFT]


def test_a_draft_that_the_budget_cut_is_what_there_is() -> None:
    """A reply that fills the last tokens was paid for: its text is returned, not thrown away."""
    with spending(Budget(tokens=1_000)):
        done = refine(Scripted(ROUND | {"draft": f"{DRAFT} " * 40}))
    assert done.status == "over_budget"
    assert done.text.startswith(DRAFT)
    assert [(cost.calls, cost.cut) for cost in done.rounds[0].steps] == [(1, 1)]


def test_async_gives_what_sync_gives() -> None:
    """Both run the same steps: equal texts, ledgers, verdicts, requests, costs but for time."""
    script = ROUND | {"edit": BAD, "revise": [revise(DRAFT), revise(DRAFT), revise(BETTER)]}
    sync, later = Scripted(script), Scripted(script)
    first = refine(sync)

    async def ahead() -> Any:
        with later.use():
            return await Refine().acall(task=WORDS, checklist=BOXES)

    second = asyncio.run(ahead())
    assert first.rounds[1].policy == "sample"
    assert first.status == second.status
    assert timeless(first.rounds) == timeless(second.rounds)
    assert sync.requests == later.requests


def timeless(rounds: Sequence[Round]) -> list[dict[str, Any]]:
    """The rounds as plain data, without the seconds."""
    return [round.model_dump(exclude={"steps": {"__all__": {"seconds"}}}) for round in rounds]


def test_the_same_seed_makes_the_same_calls() -> None:
    """Two runs ask the same; another seed asks the same questions under other seeds."""
    engines = [Scripted(ROUND) for _ in range(3)]
    for engine, seed in zip(engines, (0, 0, 7), strict=True):
        refine(engine, Refine(seed=seed))
    assert engines[0].requests == engines[1].requests
    seeds = [[request.config.seed for request in engine.requests] for engine in engines]
    assert seeds[0] != seeds[2]
    asked = [[str(request.messages) for request in engine.requests] for engine in engines]
    assert asked[0] == asked[2]


def test_stop_policies_may_be_the_users_own() -> None:
    """The rule is asked with the rounds so far and the limits, after the draft and each round."""
    seen: list[tuple[int, int, int]] = []

    def patient(rounds: Sequence[Round], *, min_rounds: int, max_rounds: int) -> Status | None:
        seen.append((len(rounds), min_rounds, max_rounds))
        return "stalled" if len(rounds) == 2 else None

    done = refine(Scripted(ROUND), Refine(max_rounds=5, min_rounds=2, stops=[patient]))
    assert done.status == "stalled"
    assert seen == [(1, 2, 5), (2, 2, 5)]


def test_a_watcher_sees_each_step_and_round() -> None:
    """Asked and answered in pairs, a round told when it is complete."""
    told: list[str] = []

    class Watching:
        def recall(self, ask: Ask) -> Reply | None:
            return None

        def asked(self, ask: Ask) -> None:
            told.append(f"{ask.step}?")

        def answered(self, ask: Ask, reply: Reply) -> None:
            told.append(f"{reply.cost.step}!")

        def failed(self, ask: Ask, cost: StepCost) -> None:
            told.append(f"{ask.step}: {cost.error}")

        def finished(self, round: Round) -> None:
            told.append(f"round {round.number}")

    with watching(Watching()):
        refine(Scripted(ROUND))
    assert told == (
        "draft?|draft!|verify?|verify!|round 0|critique?|critique!|edit?|edit!|verify?|verify!"
        "|round 1"
    ).split("|")


def test_a_program_saves_its_state_and_loads_it() -> None:
    """Demos and instructions survive; four predictors that an optimizer can tell apart."""
    program = Refine()
    names = [name for name, _ in program.named_predictors()]
    assert names == ["draft", "critique", "revise", "edit", "verify"]
    program.verify.demos = [dspy.Example(task="t", text="x", verdicts=[])]
    again = Refine()
    again.load_state(program.dump_state())
    assert again.dump_state() == program.dump_state()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"requirements": "Keep it short"}, "requirements is one str; accepted is a list"),
        ({"checklist": {"id": "b1", "question": "Short?"}}, "checklist is one dict"),
        (
            {"checklist": [{"id": "b2", "question": "A?"}, {"id": "b2", "question": "B?"}]},
            "the id b2 is there twice",
        ),
        ({"checklist": [{"question": "Short?", "check": "wrds <= 3"}]}, "wrds"),
        ({"checklist": ["Short? {wrds <= 3}"]}, "wrds"),
        ({"checklist": [{"question": "Short?", "chek": "words <= 3"}]}, "unknown key 'chek'"),
        ({"checklist": ["Short?", None]}, "checklist, number 2: None is neither"),
        ({"requirements": [1]}, "requirements, number 1: 1 is neither"),
        ({"task": 123}, "the task is int; accepted is text"),
        ({"draft": 123}, "the draft is int; accepted is text"),
    ],
)
def test_what_is_no_list_is_refused(given: dict[str, Any], said: str) -> None:
    """Before anything is asked: a string would be a requirement a letter."""
    engine = Scripted({})
    with engine.use(), pytest.raises(ValueError, match=said):
        Refine()(**{"task": "Write.", **given})
    assert engine.requests == []


def test_code_answers_a_box_whose_question_ends_in_its_check() -> None:
    """As in a task's Markdown; ids that are given are not given twice."""
    engine = Scripted({"draft": "Closed on Friday."})
    with engine.use():
        done = OneShot()(
            task="Write.",
            checklist=["Short {words <= 5}", {"id": "b1", "question": "x {words >= 1}"}],
        )
    assert engine.steps == ["draft"]
    assert [(one.box, one.by, one.checked) for one in done.verdicts] == [
        ("b2", "code", True),
        ("b1", "code", True),
    ]


def test_a_draft_that_is_to_decline_is_not_asked_for_anew() -> None:
    """What a refusal says is ready where the task asks for it."""
    no = "Sorry, I can't help with that move on Saturday. Could Ben step in?"
    with Scripted({"draft": [no, "Ask Ben."]}).use():
        told = OneShot()("Decline to help with the move.", checklist=["Brief {words <= 20}"])
    assert (told.text, told.status) == (no, "ready")
