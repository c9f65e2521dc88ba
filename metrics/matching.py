"""Found weaknesses matched to the planted ones: one to one, the best assignment of all."""

from collections.abc import Sequence

from rapidfuzz import fuzz
from scipy.optimize import linear_sum_assignment

from redraft.signatures.types import Weakness
from redraft.texts.text import locate, normalise
from redraft.texts.words import content_words

from .inputs import Labels
from .planted import answer

__all__ = ["GENERIC", "likeness", "match"]

LEAST = 0.4
"""Least likeness of a found and a planted weakness for them to be one."""
OVERLAP = 0.25
"""Least overlap of their quotes, as a share of both: a quote of everything finds nothing."""

GENERIC = content_words(
    "clear unclear improve better text reader sentence vague detail details specific information"
    " more add provide should needs missing lacks not no could very part section paragraph here"
    " this problem weakness issue rewrite explain consider state says say nothing nowhere box"
    " example figure date name element content be make specify clarify concrete precise exact"
)
"""Words that could be said of any fault."""


def match(labels: Labels, found: Sequence[Weakness]) -> list[tuple[int, int]]:
    """Pairs (found, planted) of indices that can be one and are most alike, all in all."""
    planted = labels.weaknesses
    if not found or not planted:
        return []
    alike = [[likeness(labels, one, other) for other in planted] for one in found]
    table = [[like if like >= LEAST else 0.0 for like in row] for row in alike]
    rows, columns = linear_sum_assignment(table, maximize=True)
    pairs = zip(map(int, rows), map(int, columns), strict=True)
    return [(row, column) for row, column in pairs if table[row][column]]


def likeness(labels: Labels, found: Weakness, planted: Weakness) -> float:
    """How alike two weaknesses are, 0 to 1; 0 where they cannot be one.

    Of quotes: half by overlap, .35 by what they say, .15 by category. An omission has no
    place: what it concerns takes the place's half, and it is 0 unless they say alike.
    """
    says = _says(labels, found, planted)
    same = 0.15 * (normalise(found.category) == normalise(planted.category))
    if planted.quote and found.quote:
        place = _overlap(found.quote, planted.quote, labels.draft)
        return 0.5 * place + 0.35 * says + same if place >= OVERLAP and says else 0.0
    concerns = bool(planted.concerns) and normalise(found.concerns) == normalise(planted.concerns)
    if not says or (bool(planted.quote) != bool(found.quote) and not concerns):
        return 0.0
    return 0.3 * concerns + 0.55 * says + same


def _overlap(one: str, other: str, text: str) -> float:
    """Characters that both quotes share, twice, of those that they have."""
    first, second = locate(text, one), locate(text, other)
    if first is None or second is None:
        return 0.0
    shared = min(first[1], second[1]) - max(first[0], second[0])
    return max(0, 2 * shared) / (first[1] - first[0] + second[1] - second[0])


def _says(labels: Labels, found: Weakness, planted: Weakness) -> float:
    """How far they tell one problem, 0 to 1; 0 without one telling word in common.

    What the reference says there counts as said of the planted one: a fix may give it.
    """
    mine = content_words(f"{found.problem} {found.fix}") - GENERIC
    theirs = content_words(f"{planted.problem} {planted.fix}") - GENERIC
    shared = mine & (theirs | answer(labels, planted))
    if not shared:
        return 0.0
    words = min(1.0, 2 * len(shared) / min(len(mine), len(theirs) or 1))
    return words * _shape(found.problem, planted.problem)


def _shape(one: str, other: str) -> float:
    """1 for sentences of like length; less where a pile of words is set against a sentence."""
    left, right = len(content_words(one)), len(content_words(other))
    fits = min(1.0, 3 * right / left) if left else 0.0
    return max(fits, fuzz.token_sort_ratio(normalise(one), normalise(other)) / 100)
