"""What so many paired rows can tell, and how many rows a difference needs.

Scores (`sd`: standard deviation of the paired differences) are taken as normal and compared
by the permutation test, above `EXACT` rows by the paired t-test, which it then equals; ready
and not ready (`discordance`: share of pairs that differ) by the exact test of McNemar. Neither
shows anything with fewer than `least_rows`. Shown means significant, and in the right
direction. Rows are independent examples: repeats of one are not further rows. Neither are rows
of which both scores are equal, which the permutation test does not see: the `share` of pairs
whose scores differ is 1 unless it is given, and `sd` is that of these. With `comparisons`
above one, each is held to the level that all of them share.
"""

from collections.abc import Callable
from functools import lru_cache
from math import ceil, inf, log2, sqrt
from typing import TYPE_CHECKING

from .levels import shared_level, tails
from .sign_flips import EXACT

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = [
    "flips_power",
    "least_rows",
    "mcnemar_power",
    "rows_needed",
    "smallest_difference",
    "t_power",
]

DRAWN = 2**23
"""Sums of which the power of the permutation test is told: 256 samples of 15 rows, 2,048 of 12."""


def smallest_difference(
    rows: int,
    *,
    sd: float | None = None,
    share: float = 1,
    discordance: float | None = None,
    power: float = 0.8,
    level: float = 0.95,
    comparisons: int = 1,
) -> float:
    """The smallest true difference that `rows` pairs show with probability `power`.

    In the unit of the scores, or as a share, 0 to 1. Infinite where no difference would
    be shown: one row of scores, or too few pairs that differ.

    Raises:
        ValueError: not exactly one of `sd` and `discordance`, or one, or `share`, out of range.
    """
    from scipy.optimize import brentq

    shown, most = _test(sd, share, discordance, shared_level(level, comparisons))
    if sd == 0:
        return 0.0 if shown(rows, 1) >= power else inf
    top = _enough(rows, shown, most, power, sd or most)
    if top == inf:
        return inf
    return float(brentq(lambda size: shown(rows, size) - power, top * 1e-9, top))


def rows_needed(
    difference: float,
    *,
    sd: float | None = None,
    share: float = 1,
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
    shown, most = _test(sd, share, discordance, level)
    size = abs(difference)
    if not 0 < size <= most:
        limit = f" and at most the discordance, {discordance}" if discordance else ""
        raise ValueError(f"difference {difference}: give one that is not 0{limit}")
    rows = _normal_rows(size / share, sd, discordance, power, level) / share
    low = max(1, ceil(rows) - 1)
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
    import numpy as np

    return 0.0 if rows < 2 else float(_t_powers(np.array([rows]), difference, sd, level)[0])


def _t_powers(
    rows: "NDArray[np.int64]", difference: float, sd: float, level: float
) -> "NDArray[np.float64]":
    """The same for several numbers of rows."""
    import numpy as np
    from scipy.special import nctdtr, stdtrit

    if not sd:
        return np.full(len(rows), float(difference != 0))
    away = np.sqrt(rows) * abs(difference) / sd
    powers: NDArray[np.float64] = 1 - nctdtr(rows - 1, away, stdtrit(rows - 1, 1 - tails(level)))
    return powers


def flips_power(rows: int, difference: float, sd: float, level: float = 0.95) -> float:
    """Probability that the two-sided permutation test of `rows` pairs shows `difference`.

    The differences are normal, and drawn with a fixed seed. By hand where all signs have to
    agree: with Phi of the normal distribution, Phi(difference / sd) ** rows.
    """
    if rows < least_rows(level):
        return 0.0
    if not sd:
        return float(difference != 0)
    return float((_edges(rows, level) <= abs(difference) / sd).mean())


@lru_cache(maxsize=64)
def _edges(rows: int, level: float) -> "NDArray[np.float64]":
    """The least shift, in standard deviations, at which each drawn sample is shown.

    Turning a set of signs leaves a sum as large where the mean of that set, shifted, is not
    above 0. So many sets as are in the tail may do so, that which turns none among them.
    """
    import numpy as np

    drawn = np.random.default_rng(0).standard_normal((min(4096, DRAWN >> rows), rows))
    sets = (np.arange(1, 2**rows)[:, None] >> np.arange(rows) & 1).astype(float)
    sets /= sets.sum(axis=1, keepdims=True)
    place = len(sets) - int(tails(level) * 2**rows + 1e-9)
    means = (np.einsum("ij,j->i", sets, -sample) for sample in drawn)
    return np.array([np.partition(found, place)[place] for found in means])


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
    sd: float | None, share: float, discordance: float | None, level: float
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
    if not 0 < share <= 1:
        raise ValueError(f"share {share}: give one above 0, at most 1")
    return lambda rows, size: _power(rows, size, sd, share, level), inf


def _power(rows: int, size: float, sd: float, share: float, level: float) -> float:
    """The permutation test's power, over how many of the rows may come to differ."""
    import numpy as np
    from scipy.stats import binom

    around = 8 * sqrt(rows * share * (1 - share)) + 8
    least = max(least_rows(level), int(rows * share - around))
    most = min(rows, int(rows * share + around))
    few = range(least, min(most, EXACT) + 1)
    many = np.arange(max(least, EXACT + 1), most + 1)
    found = sum(binom.pmf(n, rows, share) * flips_power(n, size / share, sd, level) for n in few)
    if len(many):
        found += binom.pmf(many, rows, share) @ _t_powers(many, size / share, sd, level)
    return float(found)


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
