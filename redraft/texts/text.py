# ruff: noqa: RUF001 -- marks that look alike are what this file is about
"""Finding words in a text the way a reader would: quote marks, dashes, case and spacing aside."""

import unicodedata
from functools import lru_cache

__all__ = ["contains", "locate", "normalise", "unframed"]

_QUOTES = dict.fromkeys(map(ord, "\"'`´“”„‟«»‘’‚‛‹›′″〝〞＂＇"), "'")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－"), "-")
_ALIKE = _QUOTES | _DASHES
_FRAME = " '…."
"""What a model puts around a quote that the text does not hold."""


@lru_cache(maxsize=4096)
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
    folded, spans = _fold(text)
    whole = normalise(quote)
    for needle in (whole, whole.strip(_FRAME)):
        at = folded.find(needle) if needle else -1
        if at >= 0:
            return spans[at][0], spans[at + len(needle) - 1][1]
    return None


def unframed(text: str, quote: str) -> str:
    """The quote as the text holds it: without quote marks or dots of its own around it."""
    whole = normalise(quote)
    return whole if whole in normalise(text) else whole.strip(_FRAME)


@lru_cache(maxsize=32)
def _fold(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The folded text and, for each of its characters, the span it came from."""
    folded: list[str] = []
    spans: list[tuple[int, int]] = []
    for start, end in _clusters(text):
        piece = _piece(text[start:end])
        if piece == " " and folded and folded[-1] == " ":
            spans[-1] = (spans[-1][0], end)
            continue
        folded.extend(piece)
        spans.extend([(start, end)] * len(piece))
    return "".join(folded), spans


def _piece(cluster: str) -> str:
    if cluster.isspace():
        return " "
    if cluster.isascii():
        return cluster.translate(_ALIKE).lower()
    if unicodedata.category(cluster[0]) == "Cf":
        return ""
    alike = cluster.translate(_ALIKE)
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", alike).casefold())
    return " " if folded.isspace() else folded.translate(_ALIKE)


def _clusters(text: str) -> list[tuple[int, int]]:
    """Spans of one character each with the marks that combine with it."""
    spans: list[tuple[int, int]] = []
    for at, char in enumerate(text):
        if spans and _combines(char):
            spans[-1] = (spans[-1][0], at + 1)
        else:
            spans.append((at, at + 1))
    return spans


def _combines(char: str) -> bool:
    if char < "\u0300":
        return False
    return unicodedata.combining(char) != 0 or "\u1160" <= char <= "\u11ff" or char == "\ufe0f"
