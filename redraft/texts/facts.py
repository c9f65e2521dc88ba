"""The facts that a task demands by name."""

import re
from collections.abc import Sequence

import regex

from .words import content_words

__all__ = ["PART", "facts"]

PART = r"[^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
"""A character that goes on with a word; in Chinese, Japanese and Korean words are not set apart."""

_QUOTED = re.compile(
    r"`([^`\n]{1,80})`|[\"\u201c\u201e\u00ab](?!\s)([^\"\u201c-\u201e\u00ab\u00bb\n]{1,80})"
    r"[\"\u201d\u201c\u00bb]"
)
_ADDRESS = re.compile(
    r"https?://[^\s)>\]]+|(?<![\w.+-])[\w.+-]++@[\w-]+\.[\w.]+|\b\w+(?:_\w+)+\b|\b\w+\(\)"
)
_UNIT = r"%|(?!(?:st|nd|rd|th|s)\b)[A-Za-z\u00b5\u03bc]{1,4}"
_NUMBER = re.compile(rf"(?<!{PART})(?<!\.)[$\u20ac\u00a3]?\d+(?:[.,:/-]\d+)*(?:{_UNIT})?(?!{PART})")
_COUNTED = re.compile(
    r"\s*+(?:[-\u2013]\s*+)?(?:or (?:more|fewer|less) )?(?:\w+ )?(?:words?|sentences?|paragraphs?"
    r"|sections?|bullets?|points?|items?|lines?|characters?|pages?|steps?|examples?|headings?"
    r"|reasons?|questions?|tips?)\b",
    re.IGNORECASE,
)
_NAME = regex.compile(
    r"(?<=[\w,;:)] )\p{Lu}[\w'\u2019]*[\p{Ll}\d]\w*(?: \p{Lu}\w+)*"
    r"|\b\p{Lu}{2,}\d*\b(?! \p{Lu}{2,}\b)"
)
_FORBIDDEN = re.compile(
    r"(?:\b(?:do|must|should|may|please|to) not|\b(?:do|must|should)n['\u2019]t|\bnever(?: to)?)"
    r" (?:say|mention|name|include|use the (?:words?|terms?|names?|phrases?|expressions?))\b"
    r"(?:(?!\bbut\b)[^.!?;\n])*",
    re.IGNORECASE,
)
"""What a writer is told not to say, up to what is to be said instead."""
_FORMS = frozenset("README FAQ TODO OK PR RFC Markdown English MUST NOT ONLY ALL AND".split())
"""Capitalised words that say what to write, or how, and need not stand in it."""
_HEADING = re.compile(
    r"^[^\S\n]*#{1,6}\s+(.(?:[^\s#]++|(?:#|[^\S\n])++(?=[^\s#]))*+)[\s#]*$", re.MULTILINE
)


def facts(demands: Sequence[str], text: str) -> list[str]:
    """What the demands name, each once: quoted words, addresses, figures, names.

    Also the headings of the text whose every word was asked for. Counts of words, sections
    and so on are no facts, nor is what the demands forbid to say.
    """
    demands = [_FORBIDDEN.sub(" ", demand) for demand in demands]
    asked = frozenset[str]().union(*map(content_words, demands))
    named = [fact for demand in demands for fact in _named(demand)]
    return list(dict.fromkeys(named + [t for t in _HEADING.findall(text) if _wanted(t, asked)]))


def _named(demand: str) -> list[str]:
    quoted = [said for pair in _QUOTED.findall(demand) if len(said := "".join(pair)) > 1]
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
