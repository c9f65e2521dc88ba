"""Where a text's sentences, headings and list items begin and end."""

import re
from functools import lru_cache
from itertools import pairwise

from .stops import ends

__all__ = ["sentences"]

_BLOCK = re.compile(
    r"(?P<blank>\n[^\S\n]*(?=\n))"
    r"|\n(?=[^\S\n]*(?:[-*+•]\s|\d{1,3}[.)]\s|\#{1,6}\s|>|\||```|~~~|:?-{3,}))"
    r"|(?<=[:|])\n"
)
_STOPS = re.compile(
    r"(?<![.!?\u2026])[.!?\u2026]+[\"'\u201d\u2019\u00bb)\]*_]*(?=\s)"
    r"|[\u3002\uff01\uff1f][\u300d\u300f\u201d\u2019\uff09]*"
)
_HEADING = re.compile(r"^[^\S\n]*#{1,6}\s[^\n]*", re.MULTILINE)


def sentences(text: str) -> list[tuple[int, int]]:
    """Spans of the text's sentences in order, without the white space round them.

    A Markdown heading, list item, table row or fence line begins a new span; a list
    item of several sentences gives several; an abbreviation or initial ends none.
    """
    return list(_sentences(text))


@lru_cache(maxsize=64)
def _sentences(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(span for start, end in _blocks(text) for span in _within(text, start, end))


def _blocks(text: str) -> list[tuple[int, int]]:
    """Paragraphs, headings and list items; CRLF counts as white space before the line end."""
    cuts = {0, len(text)} | {found.end() for found in _BLOCK.finditer(text)}
    for found in _HEADING.finditer(text):
        cuts |= {found.start(), found.end()}
    edges = sorted(cuts)
    return list(pairwise(edges))


def _within(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    at = start
    for stop in _STOPS.finditer(text, start, end):
        if ends(text, at, stop, end):
            spans.append((at, stop.end()))
            at = stop.end()
    spans.append((at, end))
    return [span for span in (_trim(text, *span) for span in spans) if span[0] < span[1]]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    return start + left, start + max(left, len(piece.rstrip()))
