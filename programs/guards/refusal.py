"""A reply that declines to write instead of writing."""

import re

from redraft.texts.text import normalise
from redraft.texts.words import content_words, words

__all__ = ["refuses"]

MOST_WORDS = 80
"""A refusal is short; a longer text that opens like one is a text."""

_SORRY = (
    r"(?:(?:i'm|i am|we're|we are)(?: very| so| really)? sorry|sorry|i apologi[sz]e|unfortunately)"
)
_CANNOT = (
    r"(?:can't|cannot|can not|won't|will not|am unable to|'m unable to|am not able to"
    r"|'m not able to|must (?:respectfully )?decline to|don't feel comfortable"
    r"|am not comfortable)"
)
_WHEN = (
    r"(?:\w*day|week|weekend|month|year|morning|afternoon|evening|noon|time|date|tomorrow|tonight"
    r"|on|at (?!this)\w+|before|until|till|by|next|early|late|one|alone|any ?more)"
)
"""A day or time that does not suit, or what is given up: no task."""
_HELP = (
    r"(?:help(?:ing)?(?: you)? with (?:that|this|your request|the request|creating|writing)"
    r"|help with\W*$|assist|comply|fulfill?|continue with|engage"
    rf"|do (?:that|this)(?: again\b| for you\b)?(?! {_WHEN}\b))"
)
_WRITE = (
    r"(?:rewrite|revise|redraft|(?:write|create|produce|generate|draft)(?:ing)?"
    r" (?:that|this|such|the (?:text|requested)|content)"
    r"|provide (?:that|this|such|a (?:revised|rewritten)|the (?:requested|revised|rewritten)"
    r"|(?:any )?assistance))"
)
_I_CANNOT = rf"(?:{_SORRY}[,.!]?(?: but)?,? )?(?:as an ai\b[^.,]*, )?i ?{_CANNOT}"
_BARE = r"(?: (?:with )?(?:(?:that|this|it|your|the) ?)?(?:request|task)?)?\W*\Z"
_WRITER = re.compile(
    rf"{_I_CANNOT} (?:{_WRITE}|{_HELP}{_BARE})|i must (?:respectfully )?decline to write\b"
    rf"|{_SORRY}[,.!]? (?:but )?as an ai\b|as an ai (?:language )?(?:model|assistant)\b"
    rf"|as an ai\b[^.,]*, i ?{_CANNOT} {_HELP}"
)
"""Said by who will not write; matched where the text begins, as is `_DECLINES`."""
_DECLINES = re.compile(
    rf"{_I_CANNOT} {_HELP}"
    r"|i must (?:respectfully )?decline\b[^.!?]*\brequest\b"
    r"|es tut mir leid, aber (?:ich kann|dabei kann ich)"
    r"|(?:je suis )?d\u00e9sol\u00e9e?, (?:mais )?je ne (?:peux|suis) pas"
    r"|lo siento,? (?:pero )?no puedo (?:ayudar|cumplir|hacer)"
    r"|(?:\u62b1\u6b49|\u5bf9\u4e0d\u8d77|\u5f88\u62b1\u6b49),\u6211(?:\u65e0\u6cd5|\u4e0d\u80fd)"
    r"|\u7533\u3057\u8a33(?:\u3042\u308a\u307e\u305b\u3093|\u3054\u3056\u3044\u307e\u305b\u3093)"
    r"\u304c\u3001(?:\u304a\u624b\u4f1d\u3044|\u305d\u306e|\u3053\u306e)"
)
"""English, German, French, Spanish, Chinese, Japanese."""
_BREAKS_OFF = re.compile(rf"{_I_CANNOT} (?:comply|fulfill?|continue with)\b(?P<what>[^.,;!?]*)")
_WORK = re.compile(
    r"\b(?:requests?|tasks?|topic|conversation|discussion|instructions?|content"
    r"|(?:writ|draft|creat|generat|produc|provid|describ|help)ing"
    r"|(?:this|that|your) (?:e-?mail|letter|memo|message|text|note|report|document|draft|story"
    r"|essay))\b"
)
"""What a writer who refuses will not go on with."""
_ASKED = re.compile(
    r"\b(?:declin|refus|reject|cancel|terminat|apolog|resign)\w*"
    r"|\bturn(?:s|ed|ing)?\b[^.\n]{0,40}\bdown\b|\bsay(?:s|ing)? (?:no|sorry)\b"
    r"|\bi (?:can(?:'t|not)|won't|will not|am (?:unable|not able))\b"
)
"""In a task that asks for a text which declines or says sorry."""


def refuses(text: str, before: str = "", task: str = "") -> bool:
    """Whether the text is a short refusal; never where the text before opened like one.

    Where the task is to decline or to say sorry, or the text breaks off what the task is
    about, only a text that will not be written is one.
    """
    if len(words(text)) > MOST_WORDS or _opens(before):
        return False
    opened = _opening(text)
    excused = _ASKED.search(normalise(task)) or _is_about(opened, task)
    return bool(_WRITER.match(opened) or (not excused and _DECLINES.match(opened)))


def _opens(text: str) -> bool:
    opened = _opening(text)
    return bool(_WRITER.match(opened) or _DECLINES.match(opened))


def _opening(text: str) -> str:
    return normalise(text).lstrip("#*_>' ")


def _is_about(opened: str, task: str) -> bool:
    """Whether what cannot be gone on with is a thing that the task speaks of, not the task."""
    found = _BREAKS_OFF.match(opened)
    return bool(
        found
        and not _WORK.search(found["what"])
        and content_words(found["what"]) & content_words(task)
    )
