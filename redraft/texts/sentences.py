"""Where a text's sentences, headings and list items begin and end."""

import re
from functools import lru_cache
from itertools import pairwise

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
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|vs|cf|al|approx|dept|fig|figs|mr|mrs|ms|dr|prof|st|nos|vol|p|pp|ch|eq|rev"
    r"|gen|ref|ca|bzw|z\.b|d\.h|nr|m|mme|sra?|núm)|\b[A-Z]|^\s*\d{1,3})$",
    re.IGNORECASE,
)
"""Ends no sentence."""
_LAST = re.compile(
    r"(?<![^\W\d_])(?:a\.m|p\.m|etc|usw|inc|ltd|co|corp|jr|no|art|sec|est"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)$",
    re.IGNORECASE,
)
"""May end a sentence: does before a capital letter."""
_BEGINS = re.compile(
    r"\s*[\"'\u201c\u2018\u201e\u00ab\u00bf\u00a1*_\[]*(?!(?:Ltd|KG|[IVX]{2,})\b)([^\W\d_])"
)
_COUNTRY = re.compile(r"(?<![^\W_])(?:U\.S|U\.K)$")
_OPENER = re.compile(
    r"\s+(?:The|An?|It|He|She|We|They|You|I|This|That|These|Those|There|But|And|So|In|On|At|For"
    r"|From|If|When|After|Please)(?![\w.-])"
)
"""What "U.S." ends before. It goes on before any other capital, as in "U.S. Senate": to cut one
sentence in its midst is worse than to leave two together."""
_DAY = re.compile(r"(?<![\d.,])(?:[0-2]?\d|3[01])$")
_MONTH = re.compile(
    r"\s+(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November"
    r"|Dezember)\b"
)
"""After a day with its stop, in German; other languages that write one have small months."""
_SOLID = re.compile(r"\S")
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
        if _ends(text, at, stop, end):
            spans.append((at, stop.end()))
            at = stop.end()
    spans.append((at, end))
    return [span for span in (_trim(text, *span) for span in spans) if span[0] < span[1]]


def _ends(text: str, at: int, stop: re.Match[str], end: int) -> bool:
    """Whether this stop ends the sentence that began at `at`."""
    if not stop.group().startswith(".") or stop.group().startswith(".."):
        return True
    last = text[max(at, stop.start() - 16) : stop.start()]
    if _LAST.search(last):
        begins = _BEGINS.match(text, stop.end(), end)
        return bool(begins and not begins[1].islower())
    if _COUNTRY.search(last):
        return bool(_OPENER.match(text, stop.end(), end))
    if _ABBREVIATION.search(last) or (_DAY.search(last) and _MONTH.match(text, stop.end(), end)):
        return False
    follows = _SOLID.search(text, stop.end(), end)
    return not (follows and follows.group().islower())


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    return start + left, start + max(left, len(piece.rstrip()))
