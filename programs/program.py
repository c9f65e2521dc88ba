"""The one input and output contract of all programs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

import dspy

from redraft.checks import parse
from redraft.signatures.records import Round, Status
from redraft.signatures.types import Box, Requirement, Verdict

from .meter import OverBudget
from .policies.best import best
from .steps import Ask, Reply, Steps, adrive, drive

__all__ = ["Item", "Program", "Result"]

T = TypeVar("T", Requirement, Box)


@dataclass(frozen=True)
class Item:
    """What a program works on. A given `draft` is refined; else the program writes one.

    `drafted` says that the draft is not the user's, but what a program wrote to begin with.
    """

    task: str
    requirements: tuple[Requirement, ...] = ()
    checklist: tuple[Box, ...] = ()
    draft: str | None = None
    drafted: bool = False

    @classmethod
    def of(
        cls,
        task: str,
        requirements: Iterable[Any] = (),
        checklist: Iterable[Any] = (),
        draft: str | None = None,
    ) -> "Item":
        """An item from what people pass: strings, mappings or the types themselves.

        Raises:
            ValueError: requirements or checklist is no list, or names an id twice, or a box has
                a check that cannot be read.
        """
        demands = _listed("requirements", requirements, Requirement, "r", "says")
        boxes = _listed("checklist", checklist, Box, "b", "question")
        for check in filter(None, (box.check for box in boxes)):
            parse(check)
        return cls(task, tuple(demands), tuple(boxes), draft)

    @property
    def shared(self) -> dict[str, Any]:
        """The inputs that every step sees, in the order in which a prompt begins with them."""
        return {
            "task": self.task,
            "requirements": list(self.requirements),
            "checklist": list(self.checklist),
        }


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


def ask(step: str, inputs: dict[str, Any], config: dict[str, Any] | None = None) -> Steps[Reply]:
    """Ask one question and wait for its reply.

    Raises:
        OverBudget: the budget does not bear the call.
    """
    reply: Reply = yield Ask(step, inputs, config or {})
    if reply.over:
        raise OverBudget(reply.over)
    return reply


def ask_all(asks: list[Ask]) -> Steps[list[Reply]]:
    """Ask side by side and wait for all replies; some may be `over`, see `borne`.

    Raises:
        OverBudget: the budget bears none of the calls.
    """
    replies: list[Reply] = (yield asks) if asks else []
    if replies and all(reply.over for reply in replies):
        raise OverBudget(replies[0].over)
    return replies


def borne(replies: Iterable[Reply]) -> None:
    """Go on only if the budget bore every one of these calls.

    Raises:
        OverBudget: it did not.
    """
    for reply in replies:
        if reply.over:
            raise OverBudget(reply.over)


def _prediction(result: Result) -> dspy.Prediction:
    return dspy.Prediction(
        text=result.text,
        status=result.status,
        verdicts=result.verdicts,
        rounds=list(result.rounds),
        best=result.best,
    )


def _listed(name: str, given: Iterable[Any], kind: type[T], letter: str, says: str) -> list[T]:
    """Records of that kind, numbered; of a string it is what the field `says` holds."""
    if isinstance(given, str | Mapping):
        raise ValueError(f"{name} is one {type(given).__name__}; accepted is a list")
    found = list[T]()
    for number, one in enumerate(given or (), 1):
        values = {says: one} if isinstance(one, str) else one
        record = one if isinstance(one, kind) else {"id": f"{letter}{number}", **values}
        found.append(kind.model_validate(record))
    ids = [one.id for one in found]
    if twice := [one for one in ids if ids.count(one) > 1]:
        raise ValueError(f"{name}: the id {twice[0]} is there twice")
    return found
