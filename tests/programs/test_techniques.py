"""Every technique under the one contract: what it asks, how deep, and how it ends."""

import asyncio
from dataclasses import dataclass, field
from typing import Any, TypeVar

import pytest

from redraft.programs import PROGRAMS, Item, Result
from redraft.programs.program import Program
from redraft.programs.steps import Steps, drive
from tests.loopback import BETTER, REASON
from tests.scripted import Script, Scripted, verify

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
GOOD, BAD = verify(b2=REASON), verify(b2="")


@dataclass(frozen=True)
class Case:
    """A program whose `script` makes it go all the way, and the calls and depth that takes."""

    name: str
    script: Script
    calls: int
    depth: int
    settings: dict[str, Any] = field(default_factory=dict)
    text: str = BETTER

    def program(self, **settings: Any) -> Program:
        """The program with the case's settings and those given."""
        return PROGRAMS[self.name](**self.settings, **settings)


CASES = [
    Case("single_pass", {"write": BETTER, "verify": GOOD}, calls=2, depth=2),
]
IDS = [case.name for case in CASES]
each = pytest.mark.parametrize("case", CASES, ids=IDS)


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


def run(case: Case, script: Script | None = None) -> tuple[Result, Scripted, list[int]]:
    """The result, the engine that was asked, and the waves of its questions."""
    engine, waves = Scripted(case.script if script is None else script), list[int]()
    program = case.program()
    with engine.use():
        return drive(program, counting(program.steps(ITEM), waves)), engine, waves


@each
def test_calls_and_depth_are_those_on_file(case: Case) -> None:
    """As many calls reach the engine as its docstring says, one after the other as deep."""
    result, engine, waves = run(case)
    assert (len(engine.steps), len(waves)) == (case.calls, case.depth)
    assert sum(waves) == case.calls
    assert result.status == "ready"
    assert result.text == case.text
    costs = [cost.step for round in result.rounds for cost in round.steps]
    assert sorted(costs) == sorted(engine.steps)


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


@each
def test_what_is_returned_is_verified(case: Case) -> None:
    """A box that the verifier leaves open is open, whatever the technique thinks of its text."""
    result, engine, _ = run(case, {**case.script, "verify": BAD})
    assert result.status in ("not_ready", "unchanged", "stalled")
    assert [(verdict.box, verdict.checked) for verdict in result.verdicts] == [
        ("b1", True),
        ("b2", False),
    ]
    assert engine.seen("verify", -1)["text"] == result.text
