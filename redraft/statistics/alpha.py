"""Agreement of any number of raters, with gaps."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import product
from math import nan
from typing import Any

__all__ = ["alpha", "apart", "squared"]


def apart(one: Hashable, other: Hashable) -> float:
    """The nominal difference of two labels: 1 unless they are the same."""
    return float(one != other)


def squared(one: float, other: float) -> float:
    """The interval difference of two numbers: its square."""
    return (one - other) ** 2


def alpha(units: Iterable[Sequence[Any]], difference: Callable[[Any, Any], float] = apart) -> float:
    """Krippendorff's alpha of the ratings of each unit, at most 1; 0 is what chance gives.

    Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, sections C and D: None is
    a rating not made, and a unit with fewer than two does not count. NaN where nothing is
    paired, or all ratings are the same, for then chance agrees too. Its interval is that of
    `bca` over units.
    """
    paired = [made for unit in units if len(made := [one for one in unit if one is not None]) > 1]
    total = Counter(one for unit in paired for one in unit)
    observed = sum(_pairs(Counter(unit), difference) / (len(unit) - 1) for unit in paired)
    expected = _pairs(total, difference)
    return 1 - (total.total() - 1) * observed / expected if expected else nan


def _pairs(counts: Counter[Any], difference: Callable[[Any, Any], float]) -> float:
    """The differences of all ordered pairs, summed."""
    return sum(
        counts[one] * counts[other] * difference(one, other)
        for one, other in product(counts, repeat=2)
    )
