"""The one input and output contract of all programs."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

import dspy

from redraft.signatures.records import Round, Status
from redraft.signatures.types import Verdict

from .item import Item
from .meter import OverBudget
from .policies.best import best
from .steps import Steps, adrive, drive

__all__ = ["Program", "Result"]


@dataclass(frozen=True)
class Result:
    """How a program ended: the trajectory, which of its texts is best, and the status."""

    status: Status
    rounds: tuple[Round, ...] = ()
    best: int = 0

    @property
    def text(self) -> str:
        """The best text of the trajectory; empty if not even a draft came about."""
        return self.rounds[self.best].text if self.rounds else ""

    @property
    def verdicts(self) -> list[Verdict]:
        """The verdicts on that text."""
        return self.rounds[self.best].verdicts if self.rounds else []


class Program(dspy.Module):
    """A technique: `trace` says what is asked in which order; the rest is the contract.

    Calling it gives a `dspy.Prediction` with `text`, `status`, `verdicts`, `rounds` (a
    list of `Round`, the first one the draft) and `best` (the round whose text it is).
    A model or server that fails raises what DSPy raises; see each program for the rest.
    """

    name: ClassVar[str] = ""

    def trace(self, item: Item, rounds: list[Round]) -> Steps[Result]:
        """The technique, as a generator of questions that writes its trajectory into `rounds`."""
        raise NotImplementedError

    def steps(self, item: Item) -> Steps[Result]:
        """The technique's questions; where the budget ends them, the best text so far."""
        rounds: list[Round] = []
        try:
            return (yield from self.trace(item, rounds))
        except OverBudget as stop:
            rounds = rounds or list(stop.rounds)
            return Result("over_budget", tuple(rounds), best(rounds) if rounds else 0)

    def forward(
        self,
        task: str,
        requirements: Iterable[Any] = (),
        checklist: Iterable[Any] = (),
        draft: str | None = None,
    ) -> dspy.Prediction:
        """Run on one item."""
        item = Item.of(task, requirements, checklist, draft)
        return _prediction(drive(self, self.steps(item)))

    async def aforward(
        self,
        task: str,
        requirements: Iterable[Any] = (),
        checklist: Iterable[Any] = (),
        draft: str | None = None,
    ) -> dspy.Prediction:
        """Run on one item, asynchronously."""
        item = Item.of(task, requirements, checklist, draft)
        return _prediction(await adrive(self, self.steps(item)))


def _prediction(result: Result) -> dspy.Prediction:
    return dspy.Prediction(
        text=result.text,
        status=result.status,
        verdicts=result.verdicts,
        rounds=list(result.rounds),
        best=result.best,
    )
