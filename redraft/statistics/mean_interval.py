"""The mean of scores and its interval."""

from collections.abc import Hashable, Sequence
from math import inf, isfinite, sqrt
from statistics import fmean

from .clusters import cluster_means
from .effect_size import spread
from .interval import Interval
from .levels import tails

__all__ = ["mean_interval"]


def mean_interval(
    values: Sequence[float],
    *,
    groups: Sequence[Hashable] | None = None,
    level: float = 0.95,
    within: tuple[float, float] | None = None,
) -> Interval:
    """Student's t-interval of the mean; `n` is the number of groups.

    `groups` names each value's example: an example with repeats counts once, by its mean.
    With equally many repeats this is the cluster-robust standard error of Miller 2024
    (arXiv 2411.00640, section 2.2), with G / (G - 1) for G few clusters. `within` is the
    range that values can have, such as (0, 1). Where all are equal the spread says nothing: the
    interval then has room for a share of others as large as may go unseen so often, 1 to the
    G-th root of 1 - level (Hanley and Lippman-Hand 1983, JAMA 249, 1743-1745), at the ends
    of the range; without a range it has no width.

    Raises:
        ValueError: no values, one that is not finite, or not as many groups as values.
    """
    from scipy.special import stdtrit

    means = cluster_means(values, groups)
    estimate, count = fmean(means), len(means)
    half = inf
    if count > 1:
        half = float(stdtrit(count - 1, 1 - tails(level))) * spread(means) / sqrt(count)
    if within and not half and all(map(isfinite, within)):
        unseen = 1 - (1 - level) ** (1 / count)
        low, high = (estimate + unseen * (end - estimate) for end in within)
        return Interval(estimate, low, high, count)
    found = Interval(estimate, estimate - half, estimate + half, count)
    return found.cut(*within) if within else found
