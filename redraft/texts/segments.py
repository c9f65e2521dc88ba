"""What a rewrite changed, as passages: sentences paired, the rest added or removed."""

from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz

from .sentences import sentences
from .text import normalise
from .words import content_words

__all__ = ["Segment", "added", "alike", "segments"]

PAIR = 0.35
"""Least likeness of two sentences for one to be the other rewritten."""

MOST = 62_500
"""Most pairs of sentences that are all weighed; a block of more is cut before."""
PIECE = 10_000
"""Most pairs of sentences in each piece of a block that is cut."""
EQUAL = 1_000_000
"""Equal sentences, counted in pairs, from which those that recur no longer lead a comparison."""

Span = tuple[int, int]
Block = tuple[int, int, int, int]
"""Sentence indices: from and to before, from and to after."""


class Segment(NamedTuple):
    """One edit: `before` is the text's own [start:end], empty where `after` was added."""

    before: str
    after: str
    start: int
    end: int


def segments(before: str, after: str) -> list[Segment]:
    """The edits that turn `before` into `after`, in order; spacing and marks alone are none."""
    return list(_segments(before, after))


@lru_cache(maxsize=64)
def _segments(before: str, after: str) -> tuple[Segment, ...]:
    old, new = sentences(before), sentences(after)
    was, now = _texts(before, old), _texts(after, new)
    found: list[Segment] = []
    for block in _changed(was, now):
        for i, j, k, m in _paired(was, now, block):
            start = old[i][0] if i < j else (old[i - 1][1] if i else 0)
            end = old[j - 1][1] if i < j else start
            after_passage = after[new[k][0] : new[m - 1][1]] if k < m else ""
            found.append(Segment(before[start:end], after_passage, start, end))
    return tuple(found)


def added(before: str, after: str) -> list[str]:
    """The sentences of `after` that `before` does not hold, in order."""
    known = {normalise(text) for text in _texts(before, sentences(before))}
    return [text for text in _texts(after, sentences(after)) if normalise(text) not in known]


def alike(one: str, other: str) -> float:
    """Likeness of two passages, 0 to 1: half by characters, half by content words."""
    left, right = content_words(one), content_words(other)
    shared = 2 * len(left & right) / (len(left) + len(right)) if left or right else 1.0
    return shared / 2 + fuzz.ratio(normalise(one), normalise(other)) / 200


def _texts(text: str, spans: list[Span]) -> list[str]:
    return [text[start:end] for start, end in spans]


def _changed(old: list[str], new: list[str]) -> Iterator[Block]:
    left, right = [normalise(text) for text in old], [normalise(text) for text in new]
    often = Counter(right)
    recur = sum(often[text] for text in left) > EQUAL
    first = _shared(left, right) if recur else 0
    left, right = left[first:], right[first:]
    for tag, i, j, k, m in SequenceMatcher(None, left, right, autojunk=recur).get_opcodes():
        if tag != "equal":
            yield first + i, first + j, first + k, first + m


def _shared(left: list[str], right: list[str]) -> int:
    """How many sentences at the start are equal."""
    pairs = enumerate(zip(left, right, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(left), len(right)))


def _paired(old: list[str], new: list[str], block: Block) -> list[Block]:
    """The block cut at its best pairs."""
    i, j, k, m = block
    if i == j or k == m or (j - i == 1 and m - k == 1):
        return [block]
    cuts: list[Block] = []
    at, to = i, k
    for x, y in _best(old, new, block):
        cuts += _gap(at, x, to, y)
        if normalise(old[x]) != normalise(new[y]):
            cuts.append((x, x + 1, y, y + 1))
        at, to = x + 1, y + 1
    return _merged(old, new, cuts + _gap(at, j, to, m))


def _gap(i: int, j: int, k: int, m: int) -> list[Block]:
    """What stands between two pairs: one edit, or sentence by sentence where one-sided."""
    if i == j:
        return [(i, i, y, y + 1) for y in range(k, m)]
    if k == m:
        return [(x, x + 1, k, k) for x in range(i, j)]
    return [(i, j, k, m)]


def _best(old: list[str], new: list[str], block: Block, most: int = MOST) -> list[tuple[int, int]]:
    """The pairs, in order in both, whose likeness adds up to the most, or nearly in long blocks."""
    i, j, k, m = block
    if (j - i) * (m - k) > most:
        x, y = (i + j) // 2, (k + m) // 2
        halves = (i, x, k, y), (x, j, y, m)
        return [pair for half in halves for pair in _best(old, new, half, most=PIECE)]
    score = {(x, y): alike(old[x], new[y]) for x in range(i, j) for y in range(k, m)}
    total: dict[tuple[int, int], float] = {}
    for x in range(j - 1, i - 1, -1):
        for y in range(m - 1, k - 1, -1):
            pair = score[x, y] + total.get((x + 1, y + 1), 0.0) if score[x, y] >= PAIR else 0.0
            total[x, y] = max(pair, total.get((x + 1, y), 0.0), total.get((x, y + 1), 0.0))
    pairs, x, y = [], i, k
    while x < j and y < m:
        if total[x, y] == total.get((x + 1, y), 0.0):
            x += 1
        elif total[x, y] == total.get((x, y + 1), 0.0):
            y += 1
        else:
            pairs.append((x, y))
            x, y = x + 1, y + 1
    return pairs


def _merged(old: list[str], new: list[str], cuts: list[Block]) -> list[Block]:
    """Neighbours joined where that is liker: a sentence split in two, or two made one."""
    merged: list[Block] = []
    for cut in cuts:
        both = merged and _join(merged[-1], cut)
        if both and _liker(old, new, merged[-1], cut, both):
            merged[-1] = both
        else:
            merged.append(cut)
    return merged


def _join(one: Block, other: Block) -> Block:
    return one[0], other[1], one[2], other[3]


def _liker(old: list[str], new: list[str], one: Block, other: Block, both: Block) -> bool:
    sides = [(" ".join(old[i:j]), " ".join(new[k:m])) for i, j, k, m in (one, other, both)]
    if all(map(all, sides[:2])):
        return False
    apart = max(alike(*side) if all(side) else 0.0 for side in sides[:2])
    return alike(*sides[2]) > apart
