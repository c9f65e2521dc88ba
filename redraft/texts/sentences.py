"""Where a text's sentences, headings and list items begin and end."""

import re
from functools import lru_cache
from itertools import pairwise

__all__ = ["ABBREVIATION", "OPENER", "UNCLEAR", "sentences"]

_BLOCK = re.compile(
    r"(?P<blank>\n[^\S\n]*(?=\n))"
    r"|\n(?=[^\S\n]*(?:[-*+•]\s|\d{1,3}[.)]\s|\#{1,6}\s|>|\||```|~~~|:?-{3,}))"
    r"|(?<=[:|])\n"
)
_STOPS = re.compile(
    r"(?<![.!?\u2026])[.!?\u2026]+[\"'\u201d\u2019\u00bb)\]*_]*(?=\s)"
    r"|[\u3002\uff01\uff1f][\u300d\u300f\u201d\u2019\uff09]*"
)
ABBREVIATION = re.compile(
    r"\b(?:e\.g|i\.e|vs|cf|al|approx|dept|fig|figs|mr|mrs|ms|dr|prof|st|nos|vol|p|pp|ch|eq|rev"
    r"|gen|ref|m|mme|sra?|núm|ca|bzw|z\.b|d\.h|u\.a|nr|abs|ziff|tel|vgl|evtl|ggf|bspw|sog"
    r"|inkl|exkl|zzgl|mio|mrd)$",
    re.IGNORECASE,
)
"""Ends no sentence."""
UNCLEAR = re.compile(r"(?:(?<![^\W_])(?:U\.S|U\.K)|(?<!\w)[^\W\d_])$")
"""A country or a lone letter, which may end one."""
_NUMBER = re.compile(r"^\s*\d{1,3}$")
"""Of a list item."""
_FIRM = re.compile(r"(?<![^\W\d_])(?:inc|ltd|co|corp|jr)$", re.IGNORECASE)
"""Goes on before a name, ends a sentence before an opener."""
_LAST = re.compile(
    r"(?<![^\W\d_])(?:(?P<clock>a\.m|p\.m)|(?P<numbered>no|art|sec)|etc|usw|est"
    r"|jan|feb|mar|mär|apr|jun|jul|aug|sept?|oct|okt|nov|dec|dez)$",
    re.IGNORECASE,
)
"""May end a sentence: does before a capital letter, but for what goes on with a time or number."""
_ZONED = re.compile(
    r"\s+(?:[A-Z]{2,4}\b|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|Eastern|Central|Mountain"
    r"|Pacific|Greenwich|(?:Jan|Febr)uary|March|April|May|June|July|August|(?:Sept|Nov|Dec)ember"
    r"|October)"
)
_NUMBERED = re.compile(r"\s+(?!(?:I|A)\s+[a-z])(?:[\w-]*\d|[A-Z]{2,}|[A-Z]\b)")
_BEGINS = re.compile(
    r"\s*[\"'\u201c\u2018\u201e\u00ab\u00bf\u00a1*_\[]*(?!(?:Ltd|KG|[IVX]{2,})\b)([^\W\d_])"
)
_COUNTRY = re.compile(r"(?<![^\W_])(?:U\.S|U\.K)$")
OPENER = re.compile(
    r"\s+(?:The|An?|It|He|She|We|They|You|I|This|That|These|Those|There|But|And|So|In|On|At|For"
    r"|From|If|When|After|Please|Our|Your|His|Her|Its|Their|My|All|No|As|By|To|With|Now|Then"
    r"|Here|What|How|Why|Who|Where|Since|While|Once|However|Also|Next|Thanks?|Let)(?![\w.-])"
)
"""What "U.S." ends before. It goes on before any other capital, as in "U.S. Senate", and as "Inc."
does: to cut one sentence in its midst is worse than to leave two together."""
_DAY = re.compile(r"(?<![\d.,])(?:[0-2]?\d|3[01])$")
_MONTH = re.compile(
    r"\s+(?:(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November"
    r"|Dezember|Quartal|Halbjahr|Jahrhundert|Jahrgang|Etage|Stockwerk|Kapitel|Auflage)\b"
    r"|(?:Jan|Feb|Mär|Apr|Jun|Jul|Aug|Sept?|Okt|Nov|Dez)\.)"
)
"""After a day with its stop, or another ordinal, in German; other languages that write one have
small months."""
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
    if _COUNTRY.search(last) or _FIRM.search(last):
        return bool(OPENER.match(text, stop.end(), end))
    if may := _LAST.search(last):
        begins = _BEGINS.match(text, stop.end(), end)
        on = _ZONED if may["clock"] else _NUMBERED if may["numbered"] else None
        goes_on = on and on.match(text, stop.end(), end)
        return bool(begins and not begins[1].islower() and not goes_on)
    if ABBREVIATION.search(last) or UNCLEAR.search(last) or _NUMBER.search(last):
        return False
    if _DAY.search(last) and _MONTH.match(text, stop.end(), end):
        return False
    follows = _SOLID.search(text, stop.end(), end)
    return not (follows and follows.group().islower())


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    return start + left, start + max(left, len(piece.rstrip()))
