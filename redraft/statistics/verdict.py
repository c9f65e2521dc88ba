"""What a comparison comes to, in plain words."""

from math import sqrt

from .paired_difference import PairedDifference
from .power import rows_needed

__all__ = ["verdict"]

REACH = 10_000
"""Rows beyond which a difference is not worth looking for."""


def verdict(
    found: PairedDifference,
    *,
    p: float | None = None,
    level: float = 0.95,
    comparisons: int = 1,
    higher: str = "better",
    lower: str = "worse",
) -> str:
    """ "better", "worse", or "can't tell with 40 rows; about 310 would be needed".

    `p` is the adjusted p-value where there are several `comparisons`. Rows are examples; how
    many would be needed is for a difference as large as the one seen, at 80 % power.
    """
    if (found.p if p is None else p) <= 1 - level:
        return higher if found.difference.estimate > 0 else lower
    count = found.difference.n
    if count < 2:
        return "can't tell with 1 row"
    rows = _needed(found, level, comparisons)
    if rows is None:
        return f"can't tell with {count} rows; there is hardly a difference"
    return f"can't tell with {count} rows; about {_rounded(max(rows, count + 1)):,} would be needed"


def _needed(found: PairedDifference, level: float, comparisons: int) -> int | None:
    """Rows that show a difference of this size; None where none within reach do."""
    size, share = abs(found.difference.estimate), found.discordance
    if size < 3 * found.sd / sqrt(REACH) or not size:
        return None
    if share is None:
        return rows_needed(size, sd=found.sd, level=level, comparisons=comparisons)
    return rows_needed(size, discordance=share, level=level, comparisons=comparisons)


def _rounded(rows: int) -> int:
    """Up to two digits that count: 304 gives 310."""
    step: int = 10 ** max(0, len(str(rows)) - 2)
    return -(-rows // step) * step
