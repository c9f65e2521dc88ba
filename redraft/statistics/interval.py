"""An estimate and how far off it may be."""

from dataclasses import dataclass, replace
from math import isfinite

__all__ = ["Interval"]


@dataclass(frozen=True)
class Interval:
    """`low` to `high` covers the truth at the level asked for; `n` independent units told it.

    All three in the unit of the values. Where one unit is all there is, nothing is known
    of the spread: the interval is infinite, unless cut to the range that values can have.
    """

    estimate: float
    low: float
    high: float
    n: int

    @property
    def known(self) -> bool:
        """Whether both ends are finite."""
        return isfinite(self.low) and isfinite(self.high)

    def holds(self, value: float) -> bool:
        """Whether the value lies within, ends included."""
        return self.low <= value <= self.high

    def cut(self, low: float, high: float) -> "Interval":
        """The same within the range that its values can have."""
        first, last = (min(high, max(low, end)) for end in (self.low, self.high))
        return replace(self, low=first, high=last)
