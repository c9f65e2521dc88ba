"""Whether a critique tells enough weaknesses, and no others than weaknesses."""

from .inputs import Labels, Made
from .score import Score, listed, share
from .sifted import Critique, critiques

__all__ = ["WANTED", "critique_count"]

WANTED = 3
"""Weaknesses that a critique of a text with faults tells at least."""


def critique_count(labels: Labels, made: Made) -> Score:
    """Share of three weaknesses told, times the share of those told that count; mean of rounds.

    Each that does not count takes back one that does. On a text known to be clean the other
    way round: every weakness told takes a third away.
    """
    found = critiques(labels, made)
    if not found:
        return Score(0.0, "no round holds a critique")
    values = [_value(labels, one) for one in found]
    kept, told = sum(len(one.kept) for one in found), sum(one.told for one in found)
    faults = [fault for one in found for fault in one.faults]
    return Score(
        sum(values) / len(values),
        f"{kept} of {told} weaknesses in {len(found)} critiques count",
        listed(faults),
        {"counted": kept, "told": told},
    )


def _value(labels: Labels, critique: Critique) -> float:
    if labels.clean and labels.is_draft(critique.text):
        return max(0.0, 1 - critique.told / WANTED)
    kept, idle = len(critique.kept), len(critique.dropped)
    return share(max(0, kept - idle), WANTED) * share(kept, kept + idle, empty=0.0)
