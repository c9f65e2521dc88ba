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
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    return list(_pieces(old, new, _joined(list(_codes(old, new)), new)))


def _codes(old: list[str], new: list[str]) -> Iterator[Code]:
    crowded = len(old) * len(new) > CROWD
    matcher = SequenceMatcher(str.isspace, old, new, autojunk=crowded)
    for tag, i, j, k, m in matcher.get_opcodes():
        yield tag == "equal", i, j, k, m


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
