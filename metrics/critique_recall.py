"""Share of the planted weaknesses that the critique of the draft found."""

from redraft.signatures.types import Weakness

from .inputs import Labels, Made
from .matching import match
from .score import Score, listed
from .sifted import first

__all__ = ["critique_recall", "missed"]


def critique_recall(labels: Labels, made: Made) -> Score:
    """Planted weaknesses found, of all; 1 where none is planted.

    Only what `sift` keeps can find anything, and each weakness finds one at most.
    """
    critique = first(labels, made)
    if not labels.weaknesses:
        return Score(1.0, "no weakness is planted")
    if critique is None:
        return Score(0.0, "no critique of the labelled draft")
    hit = {planted for _, planted in match(labels, critique.kept)}
    lines = [missed(weak) for n, weak in enumerate(labels.weaknesses) if n not in hit]
    total = len(labels.weaknesses)
    return Score(len(hit) / total, f"{len(hit)} of {total} planted weaknesses found", listed(lines))


def missed(weakness: Weakness) -> str:
    """Names a planted weakness that was not found."""
    where = f'at "{weakness.quote}"' if weakness.quote else "left out"
    return f"missed ({weakness.severity}, {weakness.category}) {where}: {weakness.problem}"
