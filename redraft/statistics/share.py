"""A share of yes and no, and what its rows are worth."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from statistics import fmean, variance

from .clusters import clustered
from .interval import Interval
from .levels import tails
from .wilson import wilson

__all__ = ["Share", "share"]


@dataclass(frozen=True)
class Share:
    """`value`, 0 to 1, of `rows` flags of `n` examples, which tell as much as `size` rows apart."""

    value: float
    size: float
    n: int
    rows: int

    def interval(self, level: float = 0.95) -> Interval:
        """Wilson's interval at the effective size, less for few examples.

        Korn and Graubard 1998 (Survey Methodology 24, 193-201): the size is times the square
        of Student's t for the rows over that for the examples.
        """
        from scipy.special import stdtrit

        size = self.size
        if 1 < self.n < self.rows:
            upper = 1 - tails(level)
            fewer = (stdtrit(self.rows - 1, upper) / stdtrit(self.n - 1, upper)) ** 2
            size = max(size * float(fewer), min(size, self.n))
        return replace(wilson(self.value * size, size, level=level), n=self.n)


def share(
    flags: Sequence[bool],
    *,
    groups: Sequence[Hashable] | None = None,
    by_row: bool = False,
) -> Share:
    """The share of yes; `groups` names each flag's example.

    Each example weighs the same, or with `by_row` each row, as wanted where the number of an
    example's rows is its nature (its boxes) and not a choice (its repeats). The effective
    size is p (1 - p) / var(p), var clustered, by row that of a ratio (Kish 1965, Survey
    Sampling, chapters 6 and 8), at most the rows; where no two examples differ, their number.

    Raises:
        ValueError: no flags, or not as many groups as flags.
    """
    parts = clustered(flags, groups)
    count, rows = len(parts), len(flags)
    value = sum(flags) / rows if by_row else fmean(fmean(part) for part in parts)
    weights = [len(part) * count / rows if by_row else 1.0 for part in parts]
    off = [weight * (fmean(part) - value) for weight, part in zip(weights, parts, strict=True)]
    spread = variance(off, 0) / count if count > 1 else 0.0
    size = value * (1 - value) / spread if spread > 0 else float(count)
    if count == rows or not by_row:
        size = max(size, count)
    return Share(value, min(size, rows), count, rows)
