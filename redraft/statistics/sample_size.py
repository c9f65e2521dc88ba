"""What so many paired rows can tell, and how many rows a difference needs.

The tests and their power are those of `power`. Rows are independent examples: repeats of one
are not further rows. Neither are rows of which both scores are equal, which the permutation
test does not see: the `share` of pairs whose scores differ is 1 unless it is given, and `sd` is
that of these. With `comparisons` above one, each is held to the level that all of them share.
"""

from collections.abc import Callable
from math import ceil, inf, sqrt

from .levels import shared_level, tails
from .power import mcnemar_power, scores_power

__all__ = ["rows_needed", "smallest_difference"]


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
    return lambda rows, size: scores_power(rows, size, sd, share, level), inf


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
