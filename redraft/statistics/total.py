"""The sum of two shares of one whole that were estimated apart."""

from math import hypot

from .interval import Interval

__all__ = ["total"]


def total(one: Interval, other: Interval) -> Interval:
    """Their sum, its ends by square-and-add of what each end is off; for rates, 0 to 1.

    The method of variance estimates recovery (Zou and Donner 2008, Statistics in Medicine
    27, 1693-1702), for independent estimates. `n` is that of the fewer.
    """
    down = hypot(one.estimate - one.low, other.estimate - other.low)
    up = hypot(one.high - one.estimate, other.high - other.estimate)
    both = one.estimate + other.estimate
    return Interval(both, both - down, both + up, min(one.n, other.n)).cut(0, 1)
