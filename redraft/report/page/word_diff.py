"""What became of a text, word by word."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

__all__ = ["Piece", "word_diff"]

_TOKEN = re.compile(r"\w+|[^\w\s]|\s+")
CROWD = 4_000_000
"""Pairs of words beyond which the commonest words no longer anchor a match."""
LEAST = 4
"""Characters that two changes have between them at least; fewer join them."""

Kind = Literal["same", "ins", "del"]
Code = tuple[bool, int, int, int, int]


class Piece(NamedTuple):
    """A run of words that stayed, came or went."""

    kind: Kind
    text: str


def word_diff(before: str, after: str) -> list[Piece]:
    """The pieces in order; without `del` they are `after`, without `ins` they are `before`."""
    if before == after:
        return [Piece("same", after)] if after else []
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    return list(_pieces(old, new, _joined(list(_codes(old, new)), new)))


def _codes(old: list[str], new: list[str]) -> Iterator[Code]:
    """What stayed and what did not, by turns."""
    runs: list[tuple[int, int, int]] = []
    for i, k in _same(old, new):
        start, place, size = runs.pop() if runs else (i, k, 0)
        if (start + size, place + size) != (i, k):
            runs.append((start, place, size))
            start, place, size = i, k, 0
        runs.append((start, place, size + 1))
    i = k = 0
    for start, place, size in [*runs, (len(old), len(new), 0)]:
        if (i, k) != (start, place):
            yield False, i, start, k, place
        i, k = start + size, place + size
        if size:
            yield True, start, i, place, k


def _same(old: list[str], new: list[str]) -> Iterator[tuple[int, int]]:
    """Where each word that stayed stands in both texts, and the blanks beside it that did.

    Words are matched without the blanks, which are half of all and would match one another.
    """
    at, to = ([n for n, one in enumerate(every) if not one.isspace()] for every in (old, new))
    words = [old[n] for n in at], [new[n] for n in to]
    crowded = len(old) * len(new) > CROWD
    blocks = SequenceMatcher(None, *words, autojunk=crowded).get_matching_blocks()
    last = -1, -1
    for i, k in ((at[a + n], to[b + n]) for a, b, size in blocks for n in range(size)):
        if i > last[0] + 1 and k > last[1] + 1 and _blank(old, new, i - 1, k - 1):
            yield i - 1, k - 1
        yield i, k
        last = i, k
        if _blank(old, new, i + 1, k + 1):
            last = i + 1, k + 1
            yield last


def _blank(old: list[str], new: list[str], i: int, k: int) -> bool:
    """Whether the same blanks stand at both places."""
    return old[i : i + 1] == new[k : k + 1] and "".join(old[i : i + 1]).isspace()


def _joined(codes: list[Code], new: list[str]) -> list[Code]:
    """The same, a lone short word between two changes taken for changed too."""
    joined: list[Code] = []
    for at, (same, i, j, k, m) in enumerate(codes):
        small = same and 0 < at < len(codes) - 1 and len("".join(new[k:m]).strip()) < LEAST
        if joined and not joined[-1][0] and (small or not same):
            joined[-1] = False, joined[-1][1], j, joined[-1][3], m
        else:
            joined.append((same, i, j, k, m))
    return joined


def _pieces(old: list[str], new: list[str], codes: list[Code]) -> Iterator[Piece]:
    for same, i, j, k, m in codes:
        if same:
            yield Piece("same", "".join(new[k:m]))
            continue
        if i < j:
            yield Piece("del", "".join(old[i:j]))
        if k < m:
            yield Piece("ins", "".join(new[k:m]))
