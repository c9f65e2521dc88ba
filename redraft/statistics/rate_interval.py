"""The interval of a share of yes and no over examples with repeats."""

from collections.abc import Hashable, Sequence
from statistics import fmean, variance

from .clusters import clustered
from .interval import Interval
from .wilson import wilson

__all__ = ["rate_interval"]


def rate_interval(
    flags: Sequence[bool], *, groups: Sequence[Hashable] | None = None, level: float = 0.95
) -> Interval:
    """Wilson's interval of the share of yes, 0 to 1; `n` is the number of groups.

    Repeats of an example (`groups`) tell less than new examples: the interval is that of
    the effective sample size p (1 - p) / var(p), var clustered (Kish 1965, section 8.2),
    which is never taken below the number of examples or above that of rows.

    Raises:
        ValueError: no flags, or not as many groups as flags.
    """
    parts = clustered(flags, groups)
    means, count = [fmean(part) for part in parts], len(parts)
    share = fmean(means)
    spread = variance(means) / count if count > 1 else 0.0
    size = min(max(share * (1 - share) / spread, count), len(flags)) if spread else count
    found = wilson(share * size, size, level=level)
    return Interval(share, found.low, found.high, count)
