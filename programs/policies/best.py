"""Which text of a trajectory is best.

Models break up to 38 % of the right answers they are asked to revise (arXiv 2408.03314),
so the last text is never returned just for being last.
"""

from collections.abc import Sequence

from redraft.signatures.records import Round

__all__ = ["best"]


def best(rounds: Sequence[Round]) -> int:
    """The index of the best round: most boxes ticked by code, then most boxes, then the latest."""
    return max(range(len(rounds)), key=lambda at: (_coded(rounds[at]), rounds[at].share, at))


def _coded(round: Round) -> int:
    return sum(verdict.checked for verdict in round.verdicts if verdict.by == "code")
