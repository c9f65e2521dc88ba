"""How far apart two shares of different rows are."""

from math import hypot

from .interval import Interval
from .share import Share

__all__ = ["share_difference"]


def share_difference(one: Share, other: Share, *, level: float = 0.95) -> Interval:
    """`other` less `one`, -1 to 1, for shares of independent rows; `n` is that of the fewer.

    Newcombe 1998 (Statistics in Medicine 17, 873-890), method 10: a square-and-add of the
    two Wilson intervals, here at the effective sizes of the shares.
    """
    a, b = one.interval(level), other.interval(level)
    gap = b.estimate - a.estimate
    low = gap - hypot(b.estimate - b.low, a.high - a.estimate)
    high = gap + hypot(b.high - b.estimate, a.estimate - a.low)
    return Interval(gap, low, high, min(a.n, b.n)).cut(-1, 1)
