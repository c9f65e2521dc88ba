"""How many threads the embedded model gets."""

import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from .cores import cores

__all__ = ["threads"]

GLANCE = 0.5
"""Seconds over which to see which cores are busy."""
STAT = Path("/proc/stat")
"""Where Linux counts what its cores do."""


def ticks() -> list[int]:
    """The time that all cores spent, by kind, as Linux counts it; nothing elsewhere."""
    try:
        first = STAT.read_text(encoding="ascii").partition("\n")[0]
    except OSError:
        return []
    return [int(count) for count in first.split()[1:9]]


def threads(read: Callable[[], Sequence[int]] = ticks) -> int:
    """The cores that nobody else uses now, at least one; all where that cannot be seen.

    They are no more than this process may run on.

    What runs at a low priority makes way, and counts as idle. Threads that wait for one
    another on cores that other programs use are slower than one thread alone, by a factor
    of ten and more on two busy cores.
    """
    most = cores()
    before = read()
    if not before:
        return most
    time.sleep(GLANCE)
    spent = [after - then for after, then in zip(read(), before, strict=True)]
    if not sum(spent):
        return most
    _, nice, _, idle, waiting, *_ = spent
    free = round((os.cpu_count() or 1) * (nice + idle + waiting) / sum(spent))
    return max(1, min(free, most))
