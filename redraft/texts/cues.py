"""Whether new material holds what a weakness asked for."""

import re

from .faults import Fault, Note
from .text import normalise
from .words import content_words

__all__ = ["supplies"]

SHARED = 2
"""Content words that make new material the thing spoken of; one is enough if new to the text."""

_MONTH = (
    r"January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
)
_STARTS = (
    r"(?:The|This|That|These|Those|It|We|You|They|He|She|In|On|At|For|A|An|And|But|So|As|By|From|When"
    r"|If|To|Please|All|Any|Some|Each|Every\w*|Our|Your|There|Here|No|Not|None|Nothing|Now|However)\b"
)
_CUES = {
    r"dates?\b|deadline|when\b|timeline|timeframe|schedule|due\b|time\b": (
        rf"\d|\b(?:{_MONTH})\b|(?i:\b(?:today|tomorrow|tonight|noon|midnight)\b"
        r"|\bend of (?:the )?(?:day|week|month|quarter|year)\b)"
    ),
    r"numbers?\b|figures?\b|metric|statistic|amount|how (?:many|much)|quantif": r"\d",
    r"costs?\b|prices?\b|fees?\b": (
        r"[$\u20ac\u00a3]|\d ?(?:USD|EUR|GBP)\b|(?i:\b(?:dollars?|euros?|free)\b)"
    ),
    r"examples?\b|sample|snippet|command|code\b|illustrat": (
        r"`|(?i:for (?:example|instance)|e\.g\.|such as)"
    ),
    r"links?\b|urls?\b|website|address": r"https?://|www\.|\]\(",
    r"contact|e-?mail|phone|reach\b": r"\S+@\S+\.\w|\+?\d[\d ()/-]{6,}|https?://",
    r"owners?\b|who\b|responsib|names?\b|person|assign": rf"(?!{_STARTS})\b[A-Z]\w+|@\w+",
    r"steps?\b|instructions?\b|procedure|how to\b": (
        r"(?m:^\s*\d{1,3}[.)] )|`|(?i:\bfirst\b|\bthen\b)"
    ),
    r"greet|salutation": r"(?i:\b(?:hi|hello|dear|good (?:morning|afternoon))\b)",
    r"sign-?off|closing|signature": r"(?i:\b(?:regards|sincerely|thanks|cheers|best wishes)\b)",
    r"apolog": r"(?i:\b(?:sorry|apologi[sz]e|regret)\b)",
}
_ASKS = [(re.compile(rf"\b(?:{k})", re.IGNORECASE), re.compile(v)) for k, v in _CUES.items()]


def supplies(weakness: Fault, change: Note | None, old: str, new: str, text: str) -> bool:
    """Whether what `new` adds to `old`, a passage of `text`, is what the weakness asked for.

    It is where it takes up the words of the problem or fix, is what the change note says
    it is, or is the kind of thing asked for (English only): a date, a figure, a link ...
    """
    fresh = content_words(new) - content_words(old)
    spoken = fresh & (content_words(weakness.problem) | content_words(weakness.fix))
    if len(spoken) >= SHARED or spoken - content_words(text):
        return True
    if change and len(fresh & content_words(change.note)) >= SHARED:
        return True
    return _answers(f"{weakness.problem} {weakness.fix}", _fresh(old, new))


def _answers(asked: str, new: str) -> bool:
    return any(asks.search(asked) and answer.search(new) for asks, answer in _ASKS)


def _fresh(old: str, new: str) -> str:
    """The new passage without the words that already stood there."""
    known = set(map(_bare, old.split()))
    return " ".join(word for word in new.split(" ") if _bare(word) not in known)


def _bare(word: str) -> str:
    return normalise(word).strip(".,;:!?'()[]")
