"""Which text of a trajectory is best.

Models break up to 38 % of the right answers they are asked to revise (arXiv 2408.03314),
so the last text is never returned just for being last.
"""

from collections.abc import Sequence

from redraft.signatures.records import Round

__all__ = ["best", "merit"]


def best(rounds: Sequence[Round]) -> int:
    """The index of the best round: most boxes ticked by code, then most boxes, then the latest."""
    return max(range(len(rounds)), key=lambda at: (*merit(rounds[at]), at))


def merit(round: Round) -> tuple[int, float]:
    """What makes one text better than another: boxes ticked by code, then the share of all."""
    return sum(v.checked for v in round.verdicts if v.by == "code"), round.share
