"""What a metric answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

__all__ = ["Score", "listed", "share"]

SHOWN = 6
"""Lines of feedback of one kind shown at most."""


@dataclass(frozen=True)
class Score:
    """`value` is 0 to 1, higher is better; `why` says in a line what it came from.

    `feedback` has a line for each thing to do better; `parts` are the numbers behind.
    """

    value: float
    why: str
    feedback: tuple[str, ...] = ()
    parts: Mapping[str, float] = field(default_factory=dict)


def share(part: float, whole: float, empty: float = 1.0) -> float:
    """`part` of `whole`, 0 to 1; `empty` where there is nothing to have a part of."""
    return min(1.0, max(0.0, part / whole)) if whole else empty


def listed(lines: Sequence[str], most: int = SHOWN) -> tuple[str, ...]:
    """The first lines, and how many more there are."""
    more = len(lines) - most
    return tuple(lines[:most]) + ((f"... and {more} more",) if more > 0 else ())
