"""Values that belong together: repeats of one example are not independent."""

from collections.abc import Hashable, Sequence
from math import fsum, isfinite
from typing import TypeVar

__all__ = ["cluster_means", "clustered"]

T = TypeVar("T")


def clustered(values: Sequence[T], groups: Sequence[Hashable] | None) -> list[list[T]]:
    """The values of each group, groups in the order of their first value; None: each alone.

    Raises:
        ValueError: there are no values, or not as many groups as values.
    """
    if not values:
        raise ValueError("no values: at least one is needed")
    if groups is None:
        return [[value] for value in values]
    if len(groups) != len(values):
        raise ValueError(f"{len(values)} values, but {len(groups)} groups")
    found: dict[Hashable, list[T]] = {}
    for value, group in zip(values, groups, strict=True):
        found.setdefault(group, []).append(value)
    return list(found.values())


def cluster_means(values: Sequence[float], groups: Sequence[Hashable] | None) -> list[float]:
    """The mean of each group, so that each counts once however many values it has.

    Raises:
        ValueError: as `clustered`, or a value is no finite number.
    """
    if not all(isfinite(value) for value in values):
        raise ValueError("a value is not a finite number: leave rows without a score out")
    return [fsum(members) / len(members) for members in clustered(values, groups)]
