"""A reply that speaks of the text to be written instead of being it."""

import re

from redraft.texts.text import normalise
from redraft.texts.words import words

__all__ = ["chats"]

MOST_WORDS = 60
"""A longer reply that opens so has begun to write after all."""

_WRITE = r"(?:now )?(?:write|draft|create|prepare|begin|start|provide)\b"
_WORK = r"\b(?:draft|text|task|request|requirements|instructions|checklist|rfc|document|report)\b"
_CHAT = re.compile(
    rf"(?:certainly|sure|of course|absolutely)[!.,][^\n]*{_WORK}"
    rf"|thank you for (?:providing|the)\b[^\n]*{_WORK}"
    rf"|(?:to (?:address|complete|fulfill?) (?:the|this|your) (?:task|request),? )?"
    rf"(?:i(?:'ll| will| can| need to| am going to)|let me) {_WRITE}[^\n]*{_WORK}"
    rf"|i understand (?:the|your) (?:task|request|requirements|instructions)\b"
    rf"|please (?:begin|start|provide)\b[^\n]*{_WORK}"
)
"""Matched where the reply begins. English; the other languages are not looked for."""


def chats(text: str) -> bool:
    """Whether the text only answers whoever asked for it."""
    opened = normalise(text).lstrip("#*_>' ")
    return len(words(text)) <= MOST_WORDS and bool(_CHAT.match(opened))
