"""The mean of scores and its interval."""

from collections.abc import Hashable, Sequence
from math import inf, sqrt
from statistics import fmean, stdev

from .clusters import cluster_means
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
    range that values can have, such as (0, 1). Equal values give an interval of no width;
    for shares of yes and no take `rate_interval`, which does not.

    Raises:
        ValueError: no values, one that is not finite, or not as many groups as values.
    """
    from scipy.special import stdtrit

    means = cluster_means(values, groups)
    estimate, count = fmean(means), len(means)
    half = inf
    if count > 1:
        half = float(stdtrit(count - 1, 1 - tails(level))) * stdev(means) / sqrt(count)
    found = Interval(estimate, estimate - half, estimate + half, count)
    return found.cut(*within) if within else found
