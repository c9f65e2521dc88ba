"""Where an edit's words stand in a text, and what of it gives way to them."""

import re

from redraft.texts.sentences import sentences
from redraft.texts.text import locate

__all__ = ["Span", "meet", "replaced", "whole", "words"]

_MARK = re.compile(r"(?:#{1,6}|>|[-*+\u2022]|\d{1,3}[.)])\s+")  # of a heading, quotation or item
_STOP = re.compile(r"[.!?\u2026\u3002\uff01\uff1f:][\"'\u201d\u2019)\]*_]*\Z")

Span = tuple[int, int]

PLACES = 20
"""Places that words are looked for in, as words."""


def words(text: str, find: str) -> Span | None:
    """Where these words first stand as words: "nine" is not in "nineteen".

    Looked for in the first few places alone, since each look reads the text anew.
    """
    start = 0
    for _ in range(PLACES):
        span = locate(text[start:], find)
        if span is None:
            return None
        first, last = span[0] + start, span[1] + start
        if not (_joined(text, first) or _joined(text, last)):
            return first, last
        start = first + 1
    return None


def _joined(text: str, at: int) -> bool:
    """Whether a word goes on there; one of a script without spaces always may end."""
    pair = text[max(0, at - 1) : at + 1]
    return at > 0 and len(pair) == 2 and pair.isalnum() and max(pair) < "\u0e00"


def whole(text: str, span: Span) -> Span:
    """The sentences that hold the span."""
    held = [one for one in sentences(text) if meet(one, span)]
    return min([span[0], *(a for a, _ in held)]), max([span[1], *(b for _, b in held)])


def replaced(text: str, found: Span, new: str) -> Span:
    """What gives way to `new`: the words found, or all of their sentences.

    The sentences, less the mark of a heading or item, where all of their words were found, or
    where a sentence was written for a part of one.
    """
    start, end = whole(text, found)
    mark = _MARK.match(text, start)
    body = mark.end() if mark else start
    if found[0] <= body and found[1] == end:
        return (start if not new or _MARK.match(new) else body), end
    part = not _STOP.search(text[slice(*found)])
    row = text.startswith("|", start)
    if part and not row and _STOP.search(new):
        return (start if _MARK.match(new) else body), end
    return found


def meet(one: Span, other: Span) -> bool:
    """Whether the spans have a character in common."""
    return one[0] < other[1] and other[0] < one[1]
