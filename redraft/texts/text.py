# ruff: noqa: RUF001 -- marks that look alike are what this file is about
"""Finding words in a text the way a reader would: quote marks, dashes, case and spacing aside."""

import unicodedata
from array import array
from collections.abc import Iterator, Sequence
from functools import lru_cache

from .kept import kept

__all__ = ["contains", "locate", "normalise", "unframed"]

_QUOTES = dict.fromkeys(map(ord, "\"'`´“”„‟«»‘’‚‛‹›′″〝〞＂＇"), "'")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－"), "-")
_ALIKE = _QUOTES | _DASHES
_FRAME = " '…."
"""What a model puts around a quote that the text does not hold."""


@kept(most=4096)
def normalise(text: str) -> str:
    """NFKC, quote marks and dashes made one, white space collapsed, case folded."""
    return _fold(text)[0].strip()


def contains(text: str, quote: str) -> bool:
    """Whether the quote stands in the text word for word, up to `normalise`."""
    return locate(text, quote) is not None


def locate(text: str, quote: str) -> tuple[int, int] | None:
    """The first span of the original text that holds the quote; None where none does.

    A quote framed in quote marks or dots of its own is also tried without them.
    """
    folded, starts, ends = _fold(text)
    whole = normalise(quote)
    for needle in (whole, whole.strip(_FRAME)):
        at = folded.find(needle) if needle else -1
        if at >= 0:
            return starts[at], ends[at + len(needle) - 1]
    return None


def unframed(text: str, quote: str) -> str:
    """The quote as the text holds it: without quote marks or dots of its own around it."""
    whole = normalise(quote)
    return whole if whole in normalise(text) else whole.strip(_FRAME)


@kept(most=32)
def _fold(text: str) -> tuple[str, Sequence[int], Sequence[int]]:
    """The folded text and, for each of its characters, where what it came from starts and ends."""
    folded: list[str] = []
    starts, ends = array("L"), array("L")
    for start, end in _clusters(text):
        piece = (_piece if end - start < 9 else _folded)(text[start:end])
        if piece == " " and folded and folded[-1] == " ":
            ends[-1] = end
            continue
        for char in piece:
            folded.append(char)
            starts.append(start)
            ends.append(end)
    return "".join(folded), starts, ends


def _folded(cluster: str) -> str:
    if cluster.isspace():
        return " "
    if cluster.isascii():
        return cluster.translate(_ALIKE).lower()
    if unicodedata.category(cluster[0]) == "Cf":
        return ""
    alike = cluster.translate(_ALIKE)
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", alike).casefold())
    return " " if folded.isspace() else folded.translate(_ALIKE)


_piece = lru_cache(maxsize=4096)(_folded)


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Spans of one character each with the marks that combine with it."""
    start = 0
    for at, char in enumerate(text):
        if char >= "\u0300" and at > start and _combines(char):
            continue
        if at > start:
            yield start, at
        start = at
    if text:
        yield start, len(text)


def _combines(char: str) -> bool:
    return unicodedata.combining(char) != 0 or "\u1160" <= char <= "\u11ff" or char == "\ufe0f"
