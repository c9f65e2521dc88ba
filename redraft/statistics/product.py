"""The product of two rates that were estimated apart."""

from math import hypot

from .interval import Interval

__all__ = ["product"]


def product(one: Interval, other: Interval) -> Interval:
    """Their product, its ends by square-and-add of what each end is off; for rates, 0 to 1.

    The method of variance estimates recovery (Zou and Donner 2008, Statistics in Medicine
    27, 1693-1702), with the variance of a product of independent estimates (Goodman 1960,
    JASA 55, 708-713). `n` is that of the fewer.
    """
    a, b = one.estimate, other.estimate
    down = _off(a, b, a - one.low, b - other.low)
    up = _off(a, b, one.high - a, other.high - b)
    return Interval(a * b, a * b - down, a * b + up, min(one.n, other.n)).cut(0, 1)


def _off(a: float, b: float, of_a: float, of_b: float) -> float:
    return hypot(b * of_a, a * of_b, of_a * of_b)
