"""The interval of a share of yes and no over examples with repeats."""

from collections.abc import Hashable, Sequence

from .interval import Interval
from .share import share

__all__ = ["rate_interval"]


def rate_interval(
    flags: Sequence[bool], *, groups: Sequence[Hashable] | None = None, level: float = 0.95
) -> Interval:
    """Wilson's interval of the share of yes, 0 to 1; `n` is the number of examples.

    `groups` names each flag's example: one with repeats counts once, and its repeats tell
    less than new examples would (see `share`).

    Raises:
        ValueError: no flags, or not as many groups as flags.
    """
    return share(flags, groups=groups).interval(level)
