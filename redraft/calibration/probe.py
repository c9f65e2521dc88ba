"""What a probe is: questions about one example, and figures from what was seen of all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from redraft.programs.steps import Steps

from .case import Case
from .figure import Figure
from .plan import Plan

__all__ = ["Probe", "Seen"]


@dataclass(frozen=True)
class Seen:
    """One box of one text: the truth, what the verifier said, and `before` what it was changed."""

    case: str
    box: str
    truth: bool
    said: bool
    text: str = "draft"
    before: bool | None = None


@dataclass(frozen=True)
class Probe:
    """`look` asks about one example and returns what it saw; `tell` makes figures of it all.

    `steps` are the program's steps that it asks, `says` what it measures, in a line.
    """

    name: str
    steps: tuple[str, ...]
    says: str
    look: Callable[[Case, Plan], Steps[list[Any]]]
    tell: Callable[[Sequence[Any]], list[Figure]]
