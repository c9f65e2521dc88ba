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
_WRITES = r"(?:please |now )?(?:write(?! down)|draft|turn|compose|rewrite|summari[sz]e)\b"
_READER = re.compile(
    rf"{_WRITES} your?\b"
    rf"|(?!{_WRITES}).*\b(?:you|yours?|(?-i:us))\b"
    r"|(?:please |now )?(?:reply|answer|give|tell|ask|sign)\b.*\bour\b",
    re.IGNORECASE | re.DOTALL,
)
"""A sentence to the reader of material that stands in the task; the text may say it too."""


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
    return [order for order in said if _ORDER.match(order) and not _READER.match(order)]
