"""A reply that declines to write instead of writing."""

import re

from .text import normalise
from .words import words

__all__ = ["refuses"]

MOST_WORDS = 80
"""A refusal is short; a longer text that opens like one is a text."""

_SORRY = (
    r"(?:(?:i'm|i am|we're|we are)(?: very| so| really)? sorry|sorry|i apologi[sz]e|unfortunately)"
)
_CANNOT = (
    r"(?:can't|cannot|can not|won't|will not|am unable to|'m unable to|am not able to"
    r"|'m not able to|must decline to|don't feel comfortable|am not comfortable)"
)
_DEED = (
    r"(?:help(?:ing)?(?: you)? with (?:that|this|your request|the request|creating|writing)|help with\W*$"
    r"|assist|comply|fulfill?|do (?:that|this)|continue with|engage|rewrite|revise|redraft"
    r"|(?:write|create|produce|generate|draft)(?:ing)? (?:that|this|such|the (?:text|requested)|content)"
    r"|provide (?:that|this|such|a (?:revised|rewritten)|the (?:requested|revised|rewritten)"
    r"|(?:any )?assistance))"
)
_REFUSAL = re.compile(
    rf"(?:{_SORRY}[,.!]?(?: but)?,? )?(?:as an ai\b[^.,]*, )?(?:i ?{_CANNOT}) {_DEED}"
    rf"|{_SORRY}[,.!]? (?:but )?as an ai\b"
    r"|as an ai (?:language )?(?:model|assistant)\b"
    r"|i must (?:respectfully )?decline\b"
    r"|es tut mir leid, aber (?:ich kann|dabei kann ich)"
    r"|(?:je suis )?désolée?, (?:mais )?je ne (?:peux|suis) pas"
    r"|lo siento,? (?:pero )?no puedo (?:ayudar|cumplir|hacer)"
    r"|(?:抱歉|对不起|很抱歉)[,，]我(?:无法|不能)"
    r"|申し訳(?:ありません|ございません)が、(?:お手伝い|その|この)"
)


def refuses(text: str, before: str = "") -> bool:
    """Whether the text is a short refusal; never where the text before opened like one."""
    if len(words(text)) > MOST_WORDS:
        return False
    return bool(_opens(text)) and not _opens(before)


def _opens(text: str) -> re.Match[str] | None:
    return _REFUSAL.match(normalise(text).lstrip("#*_>' "))
