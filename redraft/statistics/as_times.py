"""A cost as a number of times another."""

from math import inf

__all__ = ["as_times"]


def as_times(cost: float, base: float) -> float:
    """How many times `base` it is: infinitely many of nothing, and once where both are nothing."""
    if base:
        return cost / base
    return inf if cost else 1.0
