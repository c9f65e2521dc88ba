"""What a program works on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from redraft.checks import parse
from redraft.signatures.types import Box, Requirement

__all__ = ["Item"]

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
