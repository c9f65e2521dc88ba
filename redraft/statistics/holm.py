"""Many comparisons at once."""

from collections.abc import Sequence

__all__ = ["holm"]


def holm(ps: Sequence[float]) -> list[float]:
    """The p-values adjusted by Holm's step-down, in the order given.

    Calling those at most alpha significant keeps the chance of any false one at alpha,
    however the comparisons hang together (Holm 1979, Scandinavian Journal of Statistics 6,
    65-70).
    """
    adjusted, least = [1.0] * len(ps), 0.0
    for rank, at in enumerate(sorted(range(len(ps)), key=ps.__getitem__)):
        least = max(least, min(1.0, (len(ps) - rank) * ps[at]))
        adjusted[at] = least
    return adjusted
