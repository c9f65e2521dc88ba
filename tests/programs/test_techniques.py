"""Every technique under the one contract: what it asks, how deep, and how it ends."""

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any, TypeVar

import dspy
import pytest

from redraft.budget import Budget, spending
from redraft.evaluation.spent import depth
from redraft.programs import (
    PROGRAMS,
    BestOfN,
    ChainOfVerification,
    DspyBestOfN,
    Item,
    OneShot,
    Refine,
    Result,
    SelfRefine,
    SinglePass,
    Template,
)
from redraft.programs.program import Program
from redraft.programs.steps import Steps, drive
from tests.loopback import BETTER, DRAFT, REASON
from tests.scripted import Script, Scripted, critique, revise, verify

T = TypeVar("T")

TASK: dict[str, Any] = {
    "task": "Write a note that tells the staff that the kitchen closes on Friday.",
    "requirements": ["Say what to bring."],
    "checklist": [
        {"id": "b1", "question": "Is it at most 60 words?", "check": "words <= 60"},
        {"id": "b2", "question": "Does it say why the kitchen closes?"},
    ],
}
ITEM = Item.of(**TASK)
GOOD, BAD = verify(b2=REASON, c1="Bring a cold lunch"), verify(b2="", c1="")
LOOP: dict[str, Any] = {
    "draft": DRAFT,
    "critique": critique({"problem": "the reason is left out", "fix": "say why", "concerns": "b2"}),
    "revise": revise(BETTER, w1="the floor is replaced"),
    "verify": [BAD, GOOD],
}
"""A draft with an open box, and a round that ticks it by a rewrite of the whole text."""
WRITERS = {"draft", "write", "compose", "first"}
"""The steps that a first text comes from."""
WHOLE = {"rewrites": ("whole",)}
PLAN = json.dumps(
    {
        "goal": "Everybody brings lunch.",
        "constraints": ["Under 60 words."],
        "assumptions": ["It is read on Thursday."],
        "options": ["A list: dry."],
        "outline": ["What closes, and why.", "What to bring."],
    }
)
FEEDBACK = json.dumps(
    {
        "feedback": [
            {"aspect": "tone", "problem": "It is dry.", "fix": "Say why.", "score": 3},
            {"aspect": "length", "problem": "", "fix": "", "score": 5},
        ],
        "stop": False,
    }
)
QUESTIONS = json.dumps({"questions": ["Why does it close?", "When does it close?"]})
ANSWER = json.dumps({"answer": "Because of the floor.", "certain": True})
FINDINGS = json.dumps(
    {
        "findings": [
            {"question": "q1", "quote": "", "agreement": "Inconsistent", "fix": "Say why."},
            {"question": "q2", "quote": "on Friday", "agreement": "consistent", "fix": ""},
        ]
    }
)
CHECKED = {
    "draft": DRAFT,
    "questions": QUESTIONS,
    "answer": ANSWER,
    "cross_check": FINDINGS,
    "correct": BETTER,
    "verify": GOOD,
}
ADVANCED = {
    "first": DRAFT,
    "advanced_critique": json.dumps({"weaknesses": [{"category": "tone", "problem": "No why."}]}),
    "advanced_rewrite": json.dumps({"changes": ["It says why."]}) + f"\n\n{BETTER}",
    "advanced_review": json.dumps({"review": [{"box": "b2", "missing": "it", "checked": False}]}),
    "verify": GOOD,
}
BASIC = {
    "first": DRAFT,
    "basic_critique": json.dumps({"weaknesses": ["It does not say why."]}),
    "basic_rewrite": BETTER,
    "basic_review": json.dumps({"missing": ["who to ask"], "production_ready": False}),
    "verify": GOOD,
}
AGAIN = {
    "draft": [DRAFT, BETTER],
    "*": json.dumps({"discussion": "No reason.", "advice": {"draft": "Say why."}}),
    "verify": [BAD, GOOD],
}
REFINED = {"draft": DRAFT, "feedback": FEEDBACK, "rework": BETTER, "verify": GOOD}
DEMANDS = json.dumps(
    {
        "kinds": ["tone"],
        "demands": ["Say who to ask.", "Say who to ask."],
        "questions": ["Does it say what to bring?"],
    }
)


@dataclass(frozen=True)
class Case:
    """A program whose `script` makes it go all the way, and the calls and depth that takes.

    With `k` rounds and `n` drafts or questions, as docs/techniques.md counts them.
    """

    name: str
    script: Script
    calls: int
    depth: int
    k: int = 0
    n: int = 0
    settings: dict[str, Any] = field(default_factory=dict)

    def program(self, **settings: Any) -> Program:
        """The program with the case's settings and those given."""
        return PROGRAMS[self.name](**self.settings, **settings)


CASES = [
    Case("single_pass", {"write": BETTER, "verify": GOOD}, calls=2, depth=2),
    Case("one_shot", {"draft": BETTER, "verify": GOOD}, calls=2, depth=2),
    Case("best_of_n", {"draft": BETTER, "verify": GOOD}, 6, 2, n=3, settings={"n": 3}),
    Case("template", ADVANCED, calls=5, depth=5, k=1, settings={"max_rounds": 1}),
    Case("template", ADVANCED, calls=11, depth=11, k=3),
    Case("template", BASIC, calls=8, depth=8, k=2, settings={"max_rounds": 2, "form": "basic"}),
    Case("self_refine", REFINED, calls=5, depth=5, k=1, settings={"max_rounds": 1}),
    Case("self_refine", REFINED, calls=9, depth=9, k=3),
    Case("chain_of_verification", CHECKED, calls=7, depth=6, n=2),
    Case("refine", LOOP, calls=5, depth=5, k=1, settings=WHOLE),
    Case("verify_first", LOOP | {"draft": BETTER, "verify": GOOD}, 2, 2, settings=WHOLE),
    Case("verify_first", LOOP, calls=5, depth=5, k=1, settings=WHOLE),
    Case("structured_thinking", LOOP | {"plan": PLAN, "compose": DRAFT}, 6, 6, k=1, settings=WHOLE),
    Case("meta_prompting", LOOP | {"demands": DEMANDS}, 6, 5, k=1, settings=WHOLE),
    Case("dspy_best_of_n", AGAIN, calls=4, depth=4, n=2, settings={"n": 2}),
    Case("dspy_refine", AGAIN, calls=5, depth=5, n=2, settings={"n": 2}),
]
PEERS = ("dspy_best_of_n", "dspy_refine")
each = pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.name}-{case.calls}")
ours = pytest.mark.parametrize(
    "case",
    [case for case in CASES if case.name not in PEERS],
    ids=lambda case: f"{case.name}-{case.calls}",
)


def counting(steps: Steps[T], waves: list[int]) -> Steps[T]:
    """The same steps, which leave in `waves` how many questions each wait was for."""
    reply = None
    while True:
        try:
            asked = steps.send(reply)
        except StopIteration as done:
            return done.value  # type: ignore[no-any-return]
        waves.append(len(asked) if isinstance(asked, list) else 1)
        reply = yield asked


def run(
    case: Case, script: Script | None = None, item: Item = ITEM
) -> tuple[Result, Scripted, list[int]]:
    """The result, the engine that was asked, and the waves of its questions."""
    engine, waves = Scripted(case.script if script is None else script), list[int]()
    program = case.program()
    with engine.use():
        result = drive(program, counting(program.steps(item), waves))
    if case.name in PEERS:  # DSPy makes their calls itself, one after the other
        waves = [1] * len(engine.steps)
    return result, engine, waves


@each
def test_calls_and_depth_are_those_on_file(case: Case) -> None:
    """As many calls reach the engine as its docstring says, one after the other as deep."""
    result, engine, waves = run(case)
    assert (len(engine.steps), len(waves)) == (case.calls, case.depth)
    assert sum(waves) == case.calls
    assert result.status == "ready"
    assert result.text == BETTER
    costs = [cost for round in result.rounds for cost in round.steps]
    assert sum(cost.calls for cost in costs) == len(engine.steps)
    if case.name not in PEERS:
        assert len({cost.turn for cost in costs}) == case.depth
    assert depth(result.rounds) == case.depth


@each
def test_each_round_says_which_text_it_rewrote(case: Case) -> None:
    """One of those before it; the first rewrote none."""
    result, _, _ = run(case)
    assert [round.base for round in result.rounds] == [None, *range(len(result.rounds) - 1)]


@each
def test_both_ways_to_run_give_one_result(case: Case) -> None:
    """Asked one after the other or side by side, the prediction is the same."""
    one, two = Scripted(case.script), Scripted(case.script)
    with one.use():
        sync = case.program()(**TASK)
    with two.use():
        awaited = asyncio.run(case.program().acall(**TASK))
    assert (sync.text, sync.status, sync.best) == (awaited.text, awaited.status, awaited.best)
    assert sync.verdicts == awaited.verdicts
    assert one.steps == two.steps


@ours
def test_what_is_returned_is_verified(case: Case) -> None:
    """A box that the verifier leaves open is open, whatever the technique thinks of its text."""
    result, engine, _ = run(case, {**case.script, "verify": BAD})
    assert result.status in ("not_ready", "unchanged", "stalled")
    assert [(verdict.box, verdict.checked) for verdict in result.verdicts] == [
        ("b1", True),
        ("b2", False),
    ]
    asked = [engine.seen("verify", turn)["text"] for turn in range(engine.steps.count("verify"))]
    assert result.text in asked


@each
def test_a_cap_ends_it_with_the_best_text_so_far(case: Case) -> None:
    """However many calls the budget bears, fewer than it needs: never one more, nothing lost."""
    for calls in range(case.calls):
        engine = Scripted(case.script)
        with engine.use(), spending(Budget(calls=calls)):
            told = case.program()(**TASK)
        assert told.status == "over_budget"
        assert len(engine.steps) == calls
        assert bool(told.text) == bool(WRITERS & set(engine.steps))
        assert len(told.verdicts) == (len(ITEM.checklist) if told.rounds else 0)
        assert told.text or not any(verdict.checked for verdict in told.verdicts)
        costs = [cost for round in told.rounds for cost in round.steps]
        assert sum(cost.calls for cost in costs) == calls
        assert sum(cost.tokens for cost in costs) == engine.tokens


@ours
def test_only_a_failed_draft_fails(case: Case) -> None:
    """A step whose reply can't be read is recorded, and what follows makes do without it."""
    _, engine, _ = run(case)
    for step in sorted(set(engine.steps)):
        result, again, _ = run(case, {**case.script, step: ""})
        errors = [cost.step for round in result.rounds for cost in round.steps if cost.error]
        assert 0 < len(errors) < again.steps.count(step)  # each was asked for twice
        wrote = step in WRITERS
        assert (result.status == "failed") == wrote
        assert bool(result.text) != wrote
        assert result.status != "ready" or step != "verify"


@each
def test_a_given_draft_is_worked_on(case: Case) -> None:
    """Nothing is drafted where a draft is given, and the first text is that draft."""
    item = Item.of(**TASK, draft=DRAFT)
    result, engine, _ = run(case, item=item)
    assert not WRITERS & set(engine.steps) or case.name == "best_of_n"
    assert "plan" not in engine.steps
    texts = [round.text for round in result.rounds]
    assert DRAFT in [*texts, *(other.text for other in result.rounds[0].rejected)]


def test_every_program_has_its_case() -> None:
    """None is left without its numbers."""
    assert {case.name for case in CASES} == set(PROGRAMS)


@pytest.mark.parametrize(
    ("program", "settings", "said"),
    [
        (Refine, {"rewrites": ("nope",)}, "rewrites: 'nope' is unknown; accepted are whole, edits"),
        (Refine, {"rewrites": "whole"}, "rewrites is 'whole'; accepted is a list of texts"),
        (Refine, {"categories": "clarity"}, "categories is 'clarity'; accepted is a list"),
        (Refine, {"max_rounds": -1}, "max_rounds is -1; accepted is a whole number from 0 on"),
        (SelfRefine, {"max_rounds": 1.5}, "max_rounds is 1.5"),
        (BestOfN, {"n": 0}, "n is 0; accepted is a whole number from 1 on"),
        (DspyBestOfN, {"n": 0}, "n is 0"),
        (ChainOfVerification, {"n": 0}, "n is 0"),
        (Template, {"form": "basics"}, "form: 'basics' is unknown; accepted are basic, advanced"),
    ],
)
def test_what_a_program_cannot_be_built_with(
    program: Any, settings: dict[str, Any], said: str
) -> None:
    """It is told at once, with what is accepted, and not after calls that were paid."""
    with pytest.raises(ValueError, match=said):
        program(**settings)


@each
@pytest.mark.parametrize(
    "sorry",
    ["I'm sorry, but I can't help with that.", "Please provide the text that I should refine."],
)
def test_a_text_that_only_refuses_is_not_ready(case: Case, sorry: str) -> None:
    """Though it ticks a box such as "at most 60 words"; so does one that speaks of the text."""
    script = {**case.script, **dict.fromkeys(WRITERS, sorry)}
    result, _, _ = run(case, script, Item.of(TASK["task"], checklist=TASK["checklist"][:1]))
    assert (result.status == "ready") == (result.text != sorry)
    assert len(result.verdicts) == 1


def test_a_predictor_that_thinks_first_may_be_part_of_a_chat() -> None:
    """Its signature is that of the step."""
    case = next(case for case in CASES if case.name == "template")
    program = case.program()
    program.first = dspy.ChainOfThought(program.first.signature)
    think = json.dumps({"reasoning": "First the day.", "version": DRAFT})
    engine = Scripted({**case.script, "*": think})
    with engine.use():
        assert program(**TASK).rounds[0].text == DRAFT


@pytest.mark.parametrize("program", [OneShot, SinglePass])
def test_a_refusal_that_the_budget_bears_no_second_try_of_is_over_budget(program: Any) -> None:
    """Whoever goes on with more asks again; the call that was paid is counted."""
    sorry = "I'm sorry, but I can't help with that."
    engine = Scripted({"*": sorry, "draft": sorry, "write": sorry})
    with engine.use(), spending(Budget(calls=1)):
        told = program()(task="Say when we close.", checklist=["Short {words <= 60}"])
    assert told.status == "over_budget"
    assert sum(step.calls for round in told.rounds for step in round.steps) == 1
