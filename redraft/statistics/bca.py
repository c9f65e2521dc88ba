"""The interval of any statistic, by bootstrap."""

from collections.abc import Callable, Hashable, Sequence
from math import inf
from typing import TypeVar

from .clusters import clustered
from .interval import Interval
from .levels import tails

__all__ = ["bca"]

T = TypeVar("T")


def bca(
    values: Sequence[T],
    statistic: Callable[[Sequence[T]], float],
    *,
    groups: Sequence[Hashable] | None = None,
    level: float = 0.95,
    resamples: int = 2000,
    seed: int = 0,
) -> Interval:
    """Bias-corrected and accelerated bootstrap interval of `statistic(values)`, in its unit.

    Efron 1987 (JASA 82, 171-185). Values may be anything, such as pairs; with `groups`
    whole examples are drawn, and `n` counts them. The same seed gives the same interval.
    Where the correction cannot be computed the ends are plain percentiles; where every
    resample gives the same value they are equal, which says little; one group says nothing.

    Raises:
        ValueError: no values, or not as many groups as values.
    """
    parts = clustered(values, groups)
    estimate = float(statistic(values))
    if len(parts) < 2:
        return Interval(estimate, -inf, inf, len(parts))
    low, high = _ends(parts, statistic, level=level, resamples=resamples, seed=seed)
    return Interval(estimate, low, high, len(parts))


def _ends(
    parts: list[list[T]],
    statistic: Callable[[Sequence[T]], float],
    *,
    level: float,
    resamples: int,
    seed: int,
) -> tuple[float, float]:
    import warnings

    import numpy as np
    from scipy.stats import DegenerateDataWarning, bootstrap

    def of_parts(drawn: "np.ndarray[tuple[int], np.dtype[np.int64]]") -> float:
        return float(statistic([value for part in drawn for value in parts[part]]))

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DegenerateDataWarning)
        warnings.simplefilter("ignore", RuntimeWarning)
        found = bootstrap(
            (np.arange(len(parts)),),
            of_parts,
            vectorized=False,
            n_resamples=resamples,
            confidence_level=level,
            method="BCa",
            rng=np.random.default_rng(seed),
        )
    ends = [float(end) for end in found.confidence_interval]
    if not np.isfinite(ends).all():
        tail = tails(level)
        ends = np.quantile(found.bootstrap_distribution, [tail, 1 - tail]).tolist()
    return ends[0], ends[1]
