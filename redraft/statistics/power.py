"""The power of the tests of pairs: how likely they show a true difference.

Scores (`sd`: standard deviation of the paired differences) are taken as normal and compared
by the permutation test, above `EXACT` rows by the paired t-test, which it then equals; ready
and not ready (`discordance`: share of pairs that differ) by the exact test of McNemar. Neither
shows anything with fewer than `least_rows`. Shown means significant, and in the right
direction.
"""

from functools import lru_cache
from math import ceil, log2, sqrt
from typing import TYPE_CHECKING

from .levels import tails
from .sign_flips import EXACT

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["flips_power", "least_rows", "mcnemar_power", "scores_power", "t_power"]

DRAWN = 2**23
"""Sums of which the power of the permutation test is told: 256 samples of 15 rows, 2,048 of 12."""


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


def scores_power(rows: int, size: float, sd: float, share: float, level: float) -> float:
    """Probability that scores of so many pairs show `size`, where a `share` of them differs.

    Rows whose scores are equal do not weigh in the permutation test; summed over how many may
    come to differ.
    """
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
