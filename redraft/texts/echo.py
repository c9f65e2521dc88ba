"""A text that repeats what its writer was told: orders, the checklist, the prompt's notes."""

import re
from collections.abc import Iterable

from .sentences import sentences
from .text import contains
from .words import words

__all__ = ["echoed", "orders"]

LEAST_WORDS = 4
"""Words below which a line could stand in a text by chance."""
_ORDER = re.compile(
    r"(?:please |now )?(?:write|draft|turn|reply|answer|compose|prepare|produce|create|make|rewrite"
    r"|summari[sz]e|explain|describe|give|tell|ask|sections"
    r"|sign (?:it|as|off|with|the (?:e-?mail|letter|mail|message|note|text)))\b",
    re.IGNORECASE,
)
_WRITING = re.compile(
    r"(?:please |now )?(?:write|draft|turn|compose|prepare|produce|create|rewrite|summari[sz]e)\b",
    re.IGNORECASE,
)
_READER = re.compile(
    r"\b(?:you|yours?|(?-i:us))\b|^(?:please |now )?(?:reply|answer|give|tell|ask|sign)\b.*\bour\b",
    re.IGNORECASE | re.DOTALL,
)
"""In a sentence to the reader of material that stands in the task; the text may say it too."""
_READERS = re.compile(
    r"\s(?:(?:to|down|in|on|off|out|up)\s)?(?:you|yours?|(?-i:us))\b", re.IGNORECASE
)
"""The same after a verb of writing, whose object is theirs: "Write your name"."""


def echoed(told: Iterable[str], known: str, text: str) -> list[str]:
    """The lines told to the writer that stand in the text word for word, and not in `known`."""
    return [
        line
        for line in told
        if len(words(line)) >= LEAST_WORDS and contains(text, line) and not contains(known, line)
    ]


def orders(task: str) -> list[str]:
    """The sentences of a task that tell its writer what to do: no text repeats one."""
    said = (task[slice(*span)].strip() for span in sentences(task))
    return [order for order in said if _ORDER.match(order) and not _is_material(order)]


def _is_material(order: str) -> bool:
    """Whether it speaks to the reader, not to the writer."""
    verb = _WRITING.match(order)
    return bool(_READERS.match(order, verb.end()) if verb else _READER.search(order))
