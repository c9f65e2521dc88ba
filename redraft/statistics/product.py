"""The product of two rates that were estimated apart."""

from math import hypot

from .interval import Interval

__all__ = ["product"]


def product(one: Interval, other: Interval) -> Interval:
    """Their product, its ends by square-and-add of what each end is off, to the first order.

    The method of variance estimates recovery (Zou and Donner 2008, Statistics in Medicine
    27, 1693-1702), for two rates, 0 to 1. `n` is that of the fewer.
    """
    value = one.estimate * other.estimate
    down = hypot(
        other.estimate * (one.estimate - one.low), one.estimate * (other.estimate - other.low)
    )
    up = hypot(
        other.estimate * (one.high - one.estimate), one.estimate * (other.high - other.estimate)
    )
    return Interval(value, value - down, value + up, min(one.n, other.n)).cut(0, 1)
