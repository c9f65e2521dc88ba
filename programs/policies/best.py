"""Which text of a trajectory is best.

Models break up to 38 % of the right answers they are asked to revise (arXiv 2408.03314),
so the last text is never returned just for being last.
"""

from collections.abc import Callable, Sequence
from typing import Any

from redraft.signatures.records import Round

__all__ = ["best", "merit"]


def merit(round: Round) -> tuple[int, float]:
    """What makes one text better than another: boxes ticked by code, then the share of all."""
    return sum(v.checked for v in round.verdicts if v.by == "code"), round.share


def best(rounds: Sequence[Round], key: Callable[[Round], Any] = merit) -> int:
    """The index of the best round by `key`, by default `merit`; of equals the earliest.

    A rewrite that ticks no more than the text before it has shown no gain, and may have lost
    what no box asks about. Where nothing was left to gain, every box ticked or no box there,
    the round was made for its critique alone, and the latest is taken.
    """
    most = max(map(key, rounds))
    equals = [at for at, one in enumerate(rounds) if key(one) == most]
    return equals[-1] if rounds[equals[0]].share == 1.0 else equals[0]
