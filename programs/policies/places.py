"""Where an edit's words stand in a text, and what of it gives way to them."""

import re

from redraft.texts.sentences import sentences
from redraft.texts.stops import OPENER, ends, unclear
from redraft.texts.text import contains, locate

from .layout import FENCE, Code, code_at, codes

__all__ = ["Span", "meet", "replaced", "whole", "words"]

_MARK = re.compile(r"(?P<sign>(?:#{1,6}|>|[-*+\u2022]|\d{1,3}[.)])\s+)?(?P<box>\[[ xX]\]\s+)?")
"""Of a heading, quotation or item, and its tick box; either may be missing."""
_STOP = re.compile(r"[.!?\u2026\u3002\uff01\uff1f:][\"'\u201d\u2019)\]*_]*\Z")
_NEXT = re.compile(
    r"(?P<stop>[.!?\u2026][\"'\u201d\u2019)\]*_]*)\s+(?=(?P<next>[^\w\s]*(?P<letter>\w)\w*))"
)
"""A stop and the word after it."""
Span = tuple[int, int]

PLACES = 20
"""Places that words are looked for in, as words."""


def words(text: str, find: str, within: Span | None = None) -> Span | None:
    """Where these words first stand as words, in all or `within`: "nine" is not in "nineteen".

    Looked for in the first few places alone, since each look reads the text anew.
    """
    start, end = within or (0, len(text))
    for _ in range(PLACES):
        span = locate(text[start:end], find)
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
    """The sentences, and in a block of code the lines, that hold the span."""
    first, last = _piece(text, span[0]), _piece(text, span[1] - 1)
    return min(span[0], first[0]), max(span[1], last[1])


def _piece(text: str, at: int) -> Span:
    """The sentence or line of code at this place, without the white space round it."""
    if code_at(text, at, at + 1):
        start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
        line = text[start : end if end >= 0 else len(text)]
        return start + len(line) - len(line.lstrip()), start + len(line.rstrip())
    start, end = next((one for one in sentences(text) if one[0] <= at < one[1]), (at, at + 1))
    after = max((one.end for one in codes(text) if start < one.end <= at), default=start)
    return _solid(text, after), end


def _solid(text: str, at: int) -> int:
    """The first place from there on that is no white space."""
    while text[at : at + 1].isspace():
        at += 1
    return at


def replaced(text: str, found: Span, new: str) -> tuple[Span, str]:
    """What gives way to `new`, the words found or all of their sentences; and `new`.

    The sentences, less the mark of a heading or item, where all of their words were found, or
    the one sentence where one was written for a part of it; nothing where it cannot be told
    where that one begins or ends. Of code the words found alone.
    """
    if block := code_at(text, *found):
        return _in_code(text, block, found, new)
    start, end = whole(text, found)
    mark = _MARK.match(text, start)
    row = text.startswith("|", start)
    sentence = _closes(new, text[start:end]) and not _STOP.search(text[slice(*found)]) and not row
    if sentence and mark:
        span = _narrowed(text, (start, end), mark.end(), found, new)
        if span is None:
            return found, text[slice(*found)]
        (start, end), mark = span, _MARK.match(text, span[0])
    if mark is None or not (sentence or (found[0] <= mark.end() and found[1] == end)):
        stops = new.endswith(".") and text.startswith(".", found[1])
        return found, new[:-1] if stops else new
    if new:
        start, new = _marked(mark, new)
    return (start, end), new


def _closes(new: str, sentence: str) -> bool:
    """Whether `new` is a sentence with its stop; one of an abbreviation says so by its beginning.

    "closes at 5 p.m." may be a part; what begins as `sentence` does, or as sentences do, is whole.
    """
    stop = _STOP.search(new)
    if stop is None or ends(new, 0, stop, len(new)):
        return stop is not None
    first, old = (_MARK.sub("", one, count=1) for one in (new, sentence))
    return bool(OPENER.match(f" {first}")) or first.split()[:1] == old.split()[:1]


def _narrowed(text: str, span: Span, first: int, found: Span, new: str) -> Span | None:
    """The span, whose words begin at `first`, less other sentences that it may hold.

    An initial or a name with a stop ends one before a word that is no name, and none where `new`
    has it before the same word; else no one can tell, and there is no span.
    """
    start, end = span
    for stop in _NEXT.finditer(text, first, end):
        if not stop["letter"].isupper() or not unclear(text, first, stop.start()):
            continue
        word = "".join(text[max(first, stop.start() - 16) : stop.start()].split()[-1:])
        before, after = stop.end() <= found[0], found[1] <= stop.start()
        if not (before or after) or contains(new, f"{word}{stop.group()}{stop['next']}"):
            continue
        if not OPENER.match(text, stop.end("stop")):
            return None
        if after:
            return start, stop.end("stop")
        start = stop.end()
    return start, end


def _marked(mark: re.Match[str], new: str) -> tuple[int, str]:
    """Where `new` goes so that sign and box are there once, and what of it does."""
    own = _MARK.match(new)
    if own is None or not (own["sign"] or own["box"]):
        return mark.end(), new
    if own["sign"] and not own["box"] and mark["box"]:
        return mark.end(), new[own.end() :]
    return (mark.start() if own["sign"] else max(mark.start(), mark.end("sign"))), new


def _in_code(text: str, block: Code, found: Span, new: str) -> tuple[Span, str]:
    """The words found, less a fence that `new` leaves out; `new`, less a fence not found."""
    start, end = found
    within = block.first < end and not (block.closed and start > block.last)
    if not within or (not new and found == (block.start, block.end)):
        return found, new
    lines = new.split("\n")
    fenced, opening = FENCE.match(lines[0]), text[start : block.first].strip()
    if not opening or not (fenced if start == block.start else lines[0].strip() == opening):
        start = _solid(text, max(start, block.first))
        lines = lines[1:] if fenced else lines
    closes = len(lines) > 1 and FENCE.match(lines[-1])
    below = block.closed and end > block.last
    if closes and not below:
        lines.pop()
    if below and not closes:
        end = start + len(text[start : block.last].rstrip())
    return (start, end), "\n".join(lines).strip()


def meet(one: Span, other: Span) -> bool:
    """Whether the spans have a character in common."""
    return one[0] < other[1] and other[0] < one[1]
