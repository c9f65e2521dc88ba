"""The one input and output contract of all programs."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, ClassVar

import dspy

from redraft.signatures.records import Round

from .asking import noted
from .ending import cut_short
from .guards import chats, refuses
from .item import Item
from .meter import OverBudget, counts
from .result import Result
from .steps import Reply, Steps, adrive, drive

__all__ = ["Program", "held"]


class Program(dspy.Module):
    """A technique: `trace` says what is asked in which order; the rest is the contract.

    Calling it gives a `dspy.Prediction` with `text`, `status`, `verdicts`, `rounds` (a
    list of `Round`, the first one the draft) and `best` (the round whose text it is).
    A model or server that fails raises what DSPy raises, an item that is none ValueError; so
    does a budget where an adapter is in use that does not count. See each program for the rest.
    """

    name: ClassVar[str] = ""
    keeps_best: ClassVar[bool] = True
    """Whether it returns the text with the most ticked boxes, by `policies.best`."""

    def trace(self, item: Item, rounds: list[Round]) -> Steps[Result]:
        """The technique, as a generator of questions that writes its trajectory into `rounds`."""
        raise NotImplementedError

    def steps(self, item: Item) -> Steps[Result]:
        """The technique's questions; where the budget ends them, the best text so far.

        A text that only refuses is not ready, whatever boxes it ticks.
        """
        rounds, replies = list[Round](), list[Reply]()
        try:
            result = yield from noted(self.trace(item, rounds), replies)
        except OverBudget:
            return cut_short(item, rounds, replies)
        return held(item, result)

    def forward(
        self,
        task: str,
        requirements: Iterable[Any] = (),
        checklist: Iterable[Any] = (),
        draft: str | None = None,
    ) -> dspy.Prediction:
        """Run on one item."""
        counts()
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
        counts()
        item = Item.of(task, requirements, checklist, draft)
        return _prediction(await adrive(self, self.steps(item)))


def held(item: Item, result: Result) -> Result:
    """The result, not ready where its text only refuses, or speaks of the text."""
    text, draft = result.text, item.draft or ""
    bare = refuses(text, draft, item.task) or (chats(text) and not chats(draft))
    return replace(result, status="not_ready") if bare and result.status == "ready" else result


def _prediction(result: Result) -> dspy.Prediction:
    return dspy.Prediction(
        text=result.text,
        status=result.status,
        verdicts=result.verdicts,
        rounds=list(result.rounds),
        best=result.best,
    )
