"""The facts that a task demands by name."""

import re
from collections.abc import Sequence

from .words import content_words

__all__ = ["facts"]

_QUOTED = re.compile(
    r"`([^`\n]{2,80})`|[\"\u201c\u201e\u00ab]([^\"\u201c-\u201e\u00ab\u00bb\n]{2,80})"
    r"[\"\u201d\u201c\u00bb]"
)
_ADDRESS = re.compile(r"https?://[^\s)>\]]+|[\w.+-]+@[\w-]+\.[\w.]+|\b\w+(?:_\w+)+\b|\b\w+\(\)")
_NUMBER = re.compile(r"(?<![\w.])[$\u20ac\u00a3]?\d+(?:[.,:/-]\d+)*%?(?!\w)")
_COUNTED = re.compile(
    r"\s*[-\u2013]?\s*(?:or (?:more|fewer|less) )?(?:\w+ )?(?:words?|sentences?|paragraphs?"
    r"|sections?|bullets?|points?|items?|lines?|characters?|pages?|steps?|examples?|headings?"
    r"|reasons?|questions?|tips?)\b",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?<=[\w,;:)] )[A-Z][\w'\u2019]*[a-z\d]\w*(?: [A-Z]\w+)*|\b[A-Z]{2,}\d*\b(?! [A-Z]{2,}\b)"
)
_FORMS = frozenset("README FAQ TODO OK PR RFC Markdown English MUST NOT ONLY ALL AND".split())
"""Capitalised words that say what to write, or how, and need not stand in it."""
_HEADING = re.compile(r"^[^\S\n]*#{1,6}\s+(.+?)[\s#]*$", re.MULTILINE)


def facts(demands: Sequence[str], text: str) -> list[str]:
    """What the demands name, each once: quoted words, addresses, figures, names.

    Also the headings of the text whose every word was asked for. Counts of words, sections
    and so on are no facts.
    """
    asked = frozenset[str]().union(*map(content_words, demands))
    named = [fact for demand in demands for fact in _named(demand)]
    return list(dict.fromkeys(named + [t for t in _HEADING.findall(text) if _wanted(t, asked)]))


def _named(demand: str) -> list[str]:
    quoted = [one or other for one, other in _QUOTED.findall(demand)]
    addresses = [found.group().rstrip(".,;:") for found in _ADDRESS.finditer(demand)]
    numbers = [
        found.group()
        for found in _NUMBER.finditer(demand)
        if not _COUNTED.match(demand, found.end())
    ]
    names = [found.group() for found in _NAME.finditer(demand) if found.group() not in _FORMS]
    return quoted + addresses + numbers + names


def _wanted(title: str, asked: frozenset[str]) -> bool:
    named = content_words(title)
    return bool(named) and named <= asked
