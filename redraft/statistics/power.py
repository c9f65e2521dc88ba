"""What so many paired rows can tell, and how many rows a difference needs.

Scores (`sd`: standard deviation of the paired differences) are taken as compared by the
paired t-test; ready and not ready (`discordance`: share of pairs that differ) by the exact
test of McNemar. Neither shows anything with fewer than `least_rows`. Shown means significant,
and in the right direction. Rows are independent examples: repeats of one are not further
rows. With `comparisons` above one, each is held to the level that all of them share.
"""

from collections.abc import Callable
from functools import lru_cache
from math import ceil, inf, log2, sqrt
from typing import TYPE_CHECKING

from .levels import shared_level, tails

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["least_rows", "mcnemar_power", "rows_needed", "smallest_difference", "t_power"]


def smallest_difference(
    rows: int,
    *,
    sd: float | None = None,
    discordance: float | None = None,
    power: float = 0.8,
    level: float = 0.95,
    comparisons: int = 1,
) -> float:
    """The smallest true difference that `rows` pairs show with probability `power`.

    In the unit of the scores, or as a share, 0 to 1. Infinite where no difference would
    be shown: one row of scores, or too few pairs that differ.

    Raises:
        ValueError: not exactly one of `sd` and `discordance`, or one out of range.
    """
    from scipy.optimize import brentq

    shown, most = _test(sd, discordance, shared_level(level, comparisons))
    if sd == 0:
        return 0.0
    top = _enough(rows, shown, most, power, sd or most)
    if top == inf:
        return inf
    return float(brentq(lambda size: shown(rows, size) - power, top * 1e-9, top))


def rows_needed(
    difference: float,
    *,
    sd: float | None = None,
    discordance: float | None = None,
    power: float = 0.8,
    level: float = 0.95,
    comparisons: int = 1,
) -> int:
    """The fewest pairs that show a true `difference` with probability `power`.

    The search climbs from the normal approximation, for shares that of Connor 1987
    (Biometrics 43, 207-211); the exact test needs some more than it says.

    Raises:
        ValueError: as `smallest_difference`; the difference is 0, or above the discordance.
    """
    level = shared_level(level, comparisons)
    shown, most = _test(sd, discordance, level)
    size = abs(difference)
    if not 0 < size <= most:
        limit = f" and at most the discordance, {discordance}" if discordance else ""
        raise ValueError(f"difference {difference}: give one that is not 0{limit}")
    low = max(1, ceil(_normal_rows(size, sd, discordance, power, level)) - 1)
    high = low + 1
    while shown(high, size) < power:
        low, high = high, high + max(1, high - low) * 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if shown(middle, size) >= power else (middle, high)
    return high


def least_rows(level: float = 0.95) -> int:
    """The fewest rows of which the permutation test can reject: at 95 % 6, for 2 / 2^6 < 0.05."""
    return ceil(1 - log2(1 - level))


def t_power(rows: int, difference: float, sd: float, level: float = 0.95) -> float:
    """Probability that the two-sided paired t-test of `rows` pairs shows `difference`.

    Noncentral t with noncentrality sqrt(rows) difference / sd (Cohen 1988, chapter 2).
    """
    from scipy.special import nctdtr, stdtrit

    if rows < 2:
        return 0.0
    if not sd:
        return float(difference != 0)
    free, bound = rows - 1, float(stdtrit(rows - 1, 1 - tails(level)))
    away = sqrt(rows) * abs(difference) / sd
    return 1 - float(nctdtr(free, away, bound))


def mcnemar_power(rows: int, difference: float, discordance: float, level: float = 0.95) -> float:
    """Probability that McNemar's exact test of `rows` pairs shows `difference`.

    Sums the conditional test's power over the number of discordant pairs (Duffy 1984,
    Biometrics 40, 1005-1015).
    """
    import numpy as np
    from scipy.special import bdtr
    from scipy.stats import binom

    middle = rows * discordance
    spread = 8 * sqrt(middle * (1 - discordance)) + 8
    pairs = np.arange(max(0, int(middle - spread)), min(rows, int(middle + spread)) + 1)
    bound = _bounds(1 << int(pairs[-1]).bit_length(), tails(level))[pairs]
    worse = (discordance - abs(difference)) / (2 * discordance)
    found = np.where(bound < 0, 0, bdtr(bound, pairs, worse))
    return float(binom.pmf(pairs, rows, discordance) @ found)


@lru_cache(maxsize=16)
def _bounds(size: int, tail: float) -> "NDArray[np.float64]":
    """For 0 to size - 1 discordant pairs, how many may be worse; -1 where none may."""
    import numpy as np
    from scipy.special import bdtr
    from scipy.stats import binom

    pairs = np.arange(size)
    bound: NDArray[np.float64] = binom.ppf(tail, pairs, 0.5)
    bound[bdtr(bound, pairs, 0.5) > tail] -= 1
    return bound


def _test(
    sd: float | None, discordance: float | None, level: float
) -> tuple[Callable[[int, float], float], float]:
    """The power of the test that applies, and the most that a difference can be."""
    if (sd is None) == (discordance is None):
        raise ValueError("give sd for scores, or discordance for ready and not ready")
    if discordance is not None:
        if not 0 < discordance <= 1:
            raise ValueError(f"discordance {discordance}: give a share above 0, at most 1")
        return lambda rows, size: mcnemar_power(rows, size, discordance, level), discordance
    if sd is None or sd < 0:
        raise ValueError(f"sd {sd}: a standard deviation is not below 0")
    least = least_rows(level)
    return lambda rows, size: t_power(rows, size, sd, level) * (rows >= least), inf


def _enough(
    rows: int, shown: Callable[[int, float], float], most: float, power: float, start: float
) -> float:
    """A difference that the rows do show, doubled from `start` on; infinite where none is."""
    size = start
    while size <= min(most, start * 1e6):
        if shown(rows, size) >= power:
            return size
        size *= 2
    return inf


def _normal_rows(
    size: float, sd: float | None, discordance: float | None, power: float, level: float
) -> float:
    """Rows by the normal approximation; Connor 1987 where `discordance` is given."""
    from scipy.special import ndtri

    bound, reach = float(ndtri(1 - tails(level))), float(ndtri(power))
    if discordance is None:
        return float(((bound + reach) * (sd or 0) / size) ** 2)
    away = bound * sqrt(discordance) + reach * sqrt(discordance - size**2)
    return float((away / size) ** 2)
