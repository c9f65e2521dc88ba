"""What a comparison comes to, in plain words."""

from .paired_difference import PairedDifference
from .planned import examples_needed

__all__ = ["verdict"]


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

    `p` is the adjusted p-value where there are several `comparisons`. Where examples have
    repeats it is these that are counted, and named; how many would be needed is for a
    difference as large as the one seen, at 80 % power.
    """
    if (found.p if p is None else p) <= 1 - level:
        return higher if found.difference.estimate > 0 else lower
    count = found.difference.n
    what = "row" if found.rows == count else "example"
    if count < 2:
        return f"can't tell with 1 {what}"
    needed = examples_needed(found, level=level, comparisons=comparisons)
    if needed is None:
        return f"can't tell with {count} {what}s; there is hardly a difference"
    most = _rounded(max(needed, count + 1))
    return f"can't tell with {count} {what}s; about {most:,} would be needed"


def _rounded(rows: int) -> int:
    """Up to two digits that count: 304 gives 310."""
    step: int = 10 ** max(0, len(str(rows)) - 2)
    return -(-rows // step) * step
