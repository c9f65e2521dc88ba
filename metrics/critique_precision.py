"""Share of the weaknesses told of the draft that are planted ones."""

from .critique_count import WANTED
from .inputs import Labels, Made
from .matching import match
from .score import Score, listed
from .sifted import Critique, first

__all__ = ["critique_precision"]


def critique_precision(labels: Labels, made: Made) -> Score:
    """Weaknesses that match a planted one, of all told: duplicates, praise and inventions count.

    On a clean draft every weakness told takes a third away. A true fault that nobody labelled
    counts against the critic: compare critics by this, and do not ask it to reach 1.
    """
    critique = first(labels, made)
    if critique is None:
        return Score(0.0, "no critique of the labelled draft")
    if labels.clean:
        value = max(0.0, 1 - critique.told / WANTED)
        return Score(value, f"{critique.told} weaknesses told of a clean draft", _strays(critique))
    if not critique.told:
        return Score(0.0, "no weakness told of a draft with faults")
    hit = {found for found, _ in match(labels, critique.kept)}
    return Score(
        len(hit) / critique.told,
        f"{len(hit)} of {critique.told} weaknesses told are planted ones",
        listed([*critique.faults, *_strays(critique, hit)]),
    )


def _strays(critique: Critique, hit: frozenset[int] | set[int] = frozenset()) -> tuple[str, ...]:
    lines = [
        f"weakness {weak.id} is none that is known: {weak.problem}"
        for n, weak in enumerate(critique.kept)
        if n not in hit
    ]
    return listed(lines)
