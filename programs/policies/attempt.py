"""What a rewriting policy hands back, and what it is handed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from redraft.programs.item import Item
from redraft.signatures.records import StepCost
from redraft.signatures.types import Change, Weakness

__all__ = ["Attempt", "inputs_of"]


@dataclass(frozen=True)
class Attempt:
    """A rewrite: its text (None where no reply could be read), its notes, what it cost.

    `unseen` says that it was written without a look at the text before it.
    """

    text: str | None
    changes: list[Change] = field(default_factory=list)
    costs: list[StepCost] = field(default_factory=list)
    unseen: bool = False


def inputs_of(item: Item, text: str, weaknesses: Sequence[Weakness]) -> dict[str, Any]:
    """The inputs of a step that mends `text`."""
    return item.shared | {"text": text, "weaknesses": list(weaknesses)}
