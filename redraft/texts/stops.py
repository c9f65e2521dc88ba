"""Which stops end a sentence: not one of an abbreviation, an initial or a German day."""

import re

__all__ = ["OPENER", "ends", "unclear"]

_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|vs|cf|al|approx|dept|fig|figs|mr|mrs|ms|dr|prof|st|nos|vol|p|pp|ch|eq|rev"
    r"|gen|ref|ca|bzw|z\.b|d\.h|nr|m|mme|sra?|núm|zzgl|inkl|exkl|ziff|vgl|evtl|ggf|(?-i:Hd|Ing))"
    r"|\b[A-Z]|^\s*\d{1,3})$",
    re.IGNORECASE,
)
"""Ends no sentence."""
_MONTH = r"(?:jan|feb|mar|mär|apr|jun|jul|aug|sept?|o[ck]t|nov|de[cz])"
_LAST = re.compile(
    rf"(?:(?<![^\W\d_])(?:(?P<hour>[ap]\.m)|etc|usw)|(?<=\d)\.?\s{_MONTH})$", re.IGNORECASE
)
"""May end a sentence, as a month after its day may: does before a capital letter."""
_BEGINS = re.compile(
    r"\s*[\"'\u201c\u2018\u201e\u00ab\u00bf\u00a1*_\[]*(?!(?:Ltd|KG|[IVX]{2,})\b)([^\W\d_])"
)
_HOUR = re.compile(
    r"\s+(?:[A-Z]{2,4}|Eastern|Central|Pacific|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?"
    r"|January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
"""What an hour goes on before."""
_NUMBERED = re.compile(
    r"(?<![^\W\d_])(?:no|art|abs|tel|max|mind|gem|\w*str|(?-i:[Ss]ec))$", re.IGNORECASE
)
"""Also the last word of a sentence: goes on before a number or letter, or what has one."""
_NUMBER = re.compile(
    r"\s+(?:§|\(\w{1,3}\)|[^\w\s]*(?:\w*\d|[A-Z]{2,}\b|[B-HJ-Z]\b|A\b(?!\s[a-z])"
    r"|(?:Abs|Art|Nr|Ziff)\.|(?:Anlage|Punkt|Vertrag)\b))"
)
_NAME = re.compile(
    r"(?:(?<![^\W_])(?:U\.S|U\.K)"
    rf"|(?<![^\W\d_])(?i:inc|ltd|corp|jr|mio|mrd|{_MONTH}|(?-i:[Cc]o|[Ee]st)))$"
)
"""Part of a name, date or sum, or the last word: ends a sentence before an opener alone."""
OPENER = re.compile(
    r"\s+[\"'\u201c\u2018\u201e*_]*"
    r"(?:The|An?|It|He|She|We|They|You|I|This|That|These|Those|There|My|Our|Your|His|Her|Its|Their"
    r"|But|And|So|In|On|At|For|From|By|With|If|When|While|After|Before|Since|Then|However"
    r"|What|Who|Where|Why|How|Please|Bring|Thanks"
    r"|Der|Die|Das|Eine?|Es|Er|Sie|Wir|Ich|Im|Am|Bitte)(?![\w.-])"
)
"""A word that begins a sentence and is no name. Any other capital may be one, as in "U.S. Senate":
to cut one sentence in its midst is worse than to leave two together."""
_INITIAL = re.compile(r"(?<!z\.)(?<!z\.\s)\b[A-Z]$")
_DAY = re.compile(r"(?<![\d.,])(?:[0-2]?\d|3[01])$")
_COUNTED = re.compile(
    r"\s+(?:(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November"
    r"|Dezember|Quartal|Halbjahr|Jahrgang|Etage|Stock|Kapitel|Auflage)\b"
    r"|(?:Jan|Feb|Mär|Apr|Jun|Jul|Aug|Sept?|Okt|Nov|Dez)(?:\.|\s\d))"
)
"""After a number with its stop, in German; other languages that write one have small months."""
_SOLID = re.compile(r"\S")
_LONGEST = 16
"""What is read of the text before a stop."""


def ends(text: str, at: int, stop: re.Match[str], end: int) -> bool:
    """Whether this stop ends the sentence that began at `at`, in the block up to `end`."""
    if not stop.group().startswith(".") or stop.group().startswith(".."):
        return True
    last, after = _last(text, at, stop.start()), stop.end()
    if final := _LAST.search(last):
        begins = _BEGINS.match(text, after, end)
        hour = final["hour"] and _HOUR.match(text, after, end)
        return bool(begins and not begins[1].islower() and not hour)
    if _NAME.search(last):
        return bool(OPENER.match(text, after, end))
    if (
        _ABBREVIATION.search(last)
        or (_DAY.search(last) and _COUNTED.match(text, after, end))
        or (_NUMBERED.search(last) and _NUMBER.match(text, after, end))
    ):
        return False
    follows = _SOLID.search(text, after, end)
    return not (follows and follows.group().islower())


def unclear(text: str, at: int, stop: int) -> bool:
    """Whether what stands before the stop is an initial or a name that may as well be the end."""
    last = _last(text, at, stop)
    return bool(_INITIAL.search(last) or _NAME.search(last))


def _last(text: str, at: int, stop: int) -> str:
    return text[max(at, stop - _LONGEST) : stop]
