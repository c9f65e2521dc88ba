"""The interval of a share of yes and no."""

from math import sqrt

from .interval import Interval
from .levels import tails

__all__ = ["wilson"]


def wilson(successes: float, n: float, *, level: float = 0.95) -> Interval:
    """Wilson's score interval of a binomial share, 0 to 1.

    Wilson 1927 (JASA 22, 209-212); advised for small n by Brown, Cai and DasGupta 2001
    (Statistical Science 16, section 3.1.1). Both counts may be fractions of a unit, for an
    effective sample size.

    Raises:
        ValueError: n is not above 0, or successes are not between 0 and n.
    """
    from scipy.special import ndtri

    if not 0 <= successes <= n or n <= 0:
        raise ValueError(f"{successes} of {n}: give 0 to n successes, and n above 0")
    z = float(ndtri(1 - tails(level)))
    share, shrink = successes / n, 1 + z * z / n
    centre = (share + z * z / (2 * n)) / shrink
    half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / shrink
    low = 0.0 if successes == 0 else centre - half
    high = 1.0 if successes == n else centre + half
    return Interval(share, low, high, round(n))
