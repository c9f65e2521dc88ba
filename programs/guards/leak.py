"""A rewrite that holds more than the rewritten text: the critique, the notes, a chat's frame."""

import re
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from redraft.signatures.types import Change, Weakness

from .text import contains, normalise
from .words import words

__all__ = ["leak"]

NEAR = 90
"""Likeness, of 100, at which a stretch of the text is a sentence of the critique."""
LEAST_WORDS = 4
"""Words below which a sentence of the critique could stand in a text by chance."""

_ECHOES = (
    (
        "opens like a chat",
        r"\A\W*(?:sure|certainly|of course|absolutely)\b[^\n]{0,120}(?:revis|rewrit|updat|improv|version|draft)",
    ),
    (
        "opens like a chat",
        r"\A\W*here(?:'s| is| are) (?:the|your|a|my) (?:revised|rewritten|improved|refined|corrected|polished)\b",
    ),
    ("numbers weaknesses", r"^\W*weakness(?:es)? ?(?:#?\d|\(|:)|^\W*w\d{1,2}\W?[:.)]|\[w\d{1,2}\]"),
    (
        "lists its changes",
        r"^\W*(?:summary of |list of |key )?changes(?: i(?:'ve)?)? made\b|^\W*(?:change notes?|revision notes?)\W*:",
    ),
    (
        "holds the fields of the reply",
        r"'(?:weaknesses|weakness|changes|verdicts|critique)' ?: ?[\[{']",
    ),
    (
        "names its own version",
        r"^\W*(?:the )?(?:revised|rewritten|updated|improved) (?:version|text|draft)\W*:?\W*$",
    ),
    ("speaks as a model", r"\bas an ai\b(?: (?:language )?(?:model|assistant)\b|, i\b)"),
    (
        "speaks of the revision",
        r"\b(?:this|the) (?:revision|revised (?:version|text|draft)|rewrite) (?:now )?(?:address|incorporat|includes|resolv|fix|ensur|clarif|is )",
    ),
    (
        "speaks of the weaknesses",
        r"\b(?:address|resolv|fix|correct)\w* (?:(?:all|each|every|the|these|those|of|both|identified) )+weakness(?:es)?\b",
    ),
    (
        "speaks of the revision",
        r"\bi(?:'ve| have) (?:revised|rewritten|reworked) (?:the|your) (?:text|draft)\b",
    ),
)
_ECHO = tuple((reason, re.compile(echo, re.MULTILINE)) for reason, echo in _ECHOES)
_ORDERS = re.compile(
    r"(?:add|provide|include|clarify|specify|rewrite|replace|remove|explain|mention|state|describe|define"
    r"|expand|ensure|revise|reword|rephrase|shorten|give|give|list|break|consider|make|change|name|cite)\b"
    r".*|.*\b(?:the|this) (?:text|writer|author|draft|reader|sentence|paragraph|passage)\b.*"
)
_NOTES = re.compile(
    r"(?:i )?(?:added|changed|replaced|clarified|removed|rewrote|revised|included|fixed"
    r"|specified|shortened|expanded|reworded|moved|updated|now)\b.*"
)


def leak(
    task: str,
    weaknesses: Sequence[Weakness],
    changes: Sequence[Change],
    before: str,
    after: str,
) -> str:
    """Why the rewrite is not only the text; empty where it is. What stood before is no leak."""
    known = f"{task}\n{before}"
    for reason, echo in _ECHO:
        if echo.search(_lines(after)) and not echo.search(_lines(before)):
            if not echo.search(_lines(task)):
                return reason
    if _pasted((weakness.problem for weakness in weaknesses), known, after):
        return "holds the critique"
    fixes = (weak.fix for weak in weaknesses if _ORDERS.fullmatch(normalise(weak.fix)))
    if _pasted(fixes, known, after):
        return "holds what the critique told it to do"
    notes = (change.note for change in changes if _NOTES.fullmatch(normalise(change.note)))
    return "holds its change notes" if _pasted(notes, known, after) else ""


def _lines(text: str) -> str:
    """The text normalised line by line."""
    return "\n".join(normalise(line) for line in text.splitlines())


def _pasted(lines: Iterable[str], known: str, after: str) -> bool:
    return any(_near(line, after) and not _near(line, known) for line in lines)


def _near(line: str, text: str) -> bool:
    if len(words(line)) < LEAST_WORDS:
        return False
    if contains(text, line):
        return True
    needle, hay = normalise(line), normalise(text)
    return len(hay) >= len(needle) and fuzz.partial_ratio(needle, hay) >= NEAR
