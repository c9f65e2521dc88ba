"""A reply that speaks of the text to be written instead of being it."""

import re

from redraft.texts.text import normalise
from redraft.texts.words import words

__all__ = ["chats"]

MOST_WORDS = 60
"""A longer reply that opens so has begun to write after all."""

_WRITE = r"(?:now )?(?:write|draft|create|prepare|begin|start|provide)\b"
_I_WILL = r"(?:i(?:'ll| will| can| need to| am going to)|let me)"
_SAYS = r"[^\n.!?]*"
_ASKED = rf"{_SAYS}\b(?:draft|text|task|request|requirements|instructions)\b"
_WORK = rf"(?:{_ASKED}|{_SAYS}\b(?:checklist|rfc|document|report)\b)"
_CHAT = re.compile(
    rf"(?:certainly|sure|of course|absolutely)[!.,]\W*{_WORK}"
    rf"|thank you for (?:the\b|providing\b(?:{_SAYS}\. (?:{_I_WILL}|please)\b)?){_ASKED}"
    rf"|to (?:address|complete|fulfill?) (?:the|this|your) (?:task|request),? "
    rf"{_I_WILL} {_WRITE}{_WORK}"
    rf"|{_I_WILL} (?:{_WRITE}{_ASKED}|(?:now )?(?:write|draft|create) the document\b)"
    rf"|i understand (?:the|your) (?:task|request|requirements|instructions)\b"
    rf"|please (?:begin|start|provide)\b{_ASKED}"
)
"""Matched where the reply begins, within a line. English; no other language is looked for."""


def chats(text: str) -> bool:
    """Whether the text only answers whoever asked for it."""
    if len(words(text)) > MOST_WORDS:
        return False
    opened = "\n".join(map(normalise, text.splitlines())).lstrip("#*_>' \n")
    return bool(_CHAT.match(opened))
