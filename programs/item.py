"""What a program works on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from redraft.checks import parse
from redraft.checks.braces import coded
from redraft.signatures.types import Box, Requirement
from redraft.texts.ids import numbered

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

        Code answers a box whose question ends in `{check}`.

        Raises:
            ValueError: the task or draft is no text; requirements or checklist is no list, holds
                what is neither text nor a mapping, a key that nobody knows or an id twice; or a
                box has a check that cannot be read.
        """
        for name, text in (("task", task), ("draft", draft)):
            if not isinstance(text, str) and (name == "task" or text is not None):
                raise ValueError(f"the {name} is {type(text).__name__}; accepted is text")
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
    told = [_fields(name, number, one, kind, says) for number, one in enumerate(given or (), 1)]
    named = numbered([values.get("id") for values in told], letter)
    found = [
        kind.model_validate({**values, "id": ident})
        for values, ident in zip(told, named, strict=True)
    ]
    ids = [one.id for one in found]
    if twice := [one for one in ids if ids.count(one) > 1]:
        raise ValueError(f"{name}: the id {twice[0]} is there twice")
    return found


def _fields(name: str, number: int, one: Any, kind: type[T], says: str) -> dict[str, Any]:
    """The fields of one record as somebody wrote it; a box's check may stand in its braces."""
    if isinstance(one, kind):
        return dict(one)
    if isinstance(one, str):
        question, check = coded(one) if kind is Box else (one, None)
        return {says: question} | ({"check": check} if check else {})
    if not isinstance(one, Mapping):
        accepted = f"text, or a mapping with {says}"
        raise ValueError(f"{name}, number {number}: {one!r} is neither; accepted is {accepted}")
    if unknown := [key for key in one if key not in kind.model_fields]:
        known = ", ".join(kind.model_fields)
        raise ValueError(f"{name}, number {number}: unknown key {unknown[0]!r}; known are {known}")
    if kind is Box and not one.get("check") and isinstance(one.get("question"), str):
        question, check = coded(one["question"])
        return {**one, "question": question, "check": check}
    return dict(one)
