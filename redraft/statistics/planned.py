"""What the rows of a comparison can show, and how many its difference would need."""

from math import inf, sqrt

from .paired_difference import PairedDifference
from .sample_size import rows_needed, smallest_difference

__all__ = ["examples_needed", "smallest_shown"]

REACH = 10_000
"""Examples beyond which a difference is not worth looking for."""


def smallest_shown(found: PairedDifference, *, level: float = 0.95, comparisons: int = 1) -> float:
    """The smallest true mean difference that so many examples show at 80 % power.

    The share of them that differs is taken to stay as it is, since only those weigh in the
    test: infinite where they are too few for any difference to be shown.
    """
    count, share = found.difference.n, _share(found)
    if not share:
        return inf
    if found.discordance is None and not found.sd:  # all that differ differ alike
        size = abs(found.difference.estimate) / share
        return size * smallest_difference(
            count, discordance=share, level=level, comparisons=comparisons
        )
    return smallest_difference(count, **_spread(found), level=level, comparisons=comparisons)


def examples_needed(
    found: PairedDifference, *, level: float = 0.95, comparisons: int = 1
) -> int | None:
    """The examples that show a difference as large as the one seen at 80 % power.

    The share of them that differs stays as it is. None where nothing within `REACH` does.
    """
    size, share = abs(found.difference.estimate), _share(found)
    if not size or size < 3 * found.sd * sqrt(share / REACH):
        return None
    needed = rows_needed(size, **_spread(found), level=level, comparisons=comparisons)
    return needed if needed <= REACH else None


def _spread(found: PairedDifference) -> dict[str, float]:
    """What decides how much is needed: as `smallest_difference` takes it."""
    if found.discordance is not None:
        return {"discordance": found.discordance}
    return {"sd": found.sd, "share": _share(found)}


def _share(found: PairedDifference) -> float:
    return (found.better + found.worse) / found.difference.n
