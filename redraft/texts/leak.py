"""A rewrite that holds more than the rewritten text: the critique, the notes, a chat's frame."""

import re
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from .faults import Fault, Note
from .text import contains, normalise
from .words import words

__all__ = ["GIVES", "NOTES", "ORDERS", "about_changes", "leak"]

NEAR = 90
"""Likeness, of 100, at which a stretch of the text is a sentence of the critique."""
LEAST_WORDS = 4
"""Words below which a sentence of the critique could stand in a text by chance."""
LEAST_NEAR = 8
"""Words from which a sentence need not stand there word for word."""

_NEW = r"(?:revised|rewritten|improved|refined|corrected|polished|updated)"
_TEXT = r"(?:text|version|draft|e-?mail|letter|message|document|readme|report|essay|article)"
_MARKS = r"[^\w\n]{0,6}"
_LINE = r"^[^\w\n]{0,12}"
_ECHOES = {
    "opens like a chat": (
        r"\A\W*(?:(?:sure|certainly|of course|absolutely)\W+)?"
        rf"here(?:'s| is) (?:the|your|a|my) {_NEW} (?:\w+ )?{_TEXT}\b"
    ),
    "numbers weaknesses": (
        rf"{_LINE}(?:weakness(?:es)? ?(?:#?\d|\()|weaknesses?{_MARKS}:|w\d{{1,2}}{_MARKS}[:)])"
        r"|\[w\d{1,2}\]"
    ),
    "lists its changes": (
        rf"{_LINE}(?:summary of |list of |key )?changes(?: i(?:'ve)?)? made\b"
        rf"|{_LINE}(?:change|revision) notes?{_MARKS}:"
    ),
    "holds the fields of the reply": (
        r"'(?:weaknesses|weakness|changes|verdicts|critique)' ?: ?[\[{']"
    ),
    "names its own version": rf"{_LINE}(?:the )?{_NEW} (?:version|text|draft){_MARKS}$",
    "speaks as a model": r"\bas an ai\b(?: (?:language )?(?:model|assistant)\b|, i\b)",
    "speaks of the weaknesses": (
        r"\b(?:address|resolv|fix|correct)\w* "
        r"(?:(?:all|each|every|the|these|those|of|both|identified) )+weakness(?:es)?\b"
        r"|\bthe weaknesses (?:are|were|have been) (?:now )?(?:gone|fixed|addressed|resolved)\b"
        r"|\b(?:every|each) box (?:is|has been) ticked\b|\ball boxes (?:are|have been) ticked\b"
    ),
    "speaks of the revision": (
        rf"\b(?:this revision|(?:this|the) {_NEW} {_TEXT}) (?:now )?"
        r"(?:address|incorporat|resolv|(?:includes|contains|meets) (?:all|every)\b"
        r"|is (?:now )?(?:free of|more|clear|concise|specific|complete)\b)"
        r"[^\n]*\s*\Z"
    ),
}
_ECHO = [(reason, re.compile(echo, re.MULTILINE)) for reason, echo in _ECHOES.items()]
_ABOUT_CHANGES = re.compile(r"change|release|commit|pull request|weakness|swot|critique|review")
ORDERS = re.compile(
    r"(?:add|provide|include|clarify|specify|rewrite|replace|remove|explain|mention|state|describe"
    r"|define|expand|ensure|revise|reword|rephrase|shorten|give|list|break|consider|make|change"
    r"|name|cite)\b.*"
    r"|.*\b(?:the|this) (?:text|writer|author|draft|reader|sentence|paragraph|passage)\b.*"
)
"""How a fix is worded that gives no words to write."""
NOTES = re.compile(
    r"(?:i )?(?:added|changed|replaced|clarified|removed|rewrote|revised|included|fixed|specified"
    r"|shortened|expanded|reworded|moved|updated|now)\b.*"
)
"""How a change note is worded that reports what was done."""
GIVES = re.compile(r":(?!\d)|(?<!\w)'|\bthat\b")
"""What stands before the words that an order or a report gives, in normalised text."""


def leak(
    task: str,
    weaknesses: Sequence[Fault],
    changes: Sequence[Note],
    before: str,
    after: str,
) -> str:
    """Why the rewrite is not only the text; empty where it is. What stood before is no leak.

    A fix or note counts only if it is worded as an order or a report, and of one that the text
    is like only what stands before the words that it gives: the text may say these.
    """
    fixes = [weak.fix for weak in weaknesses if ORDERS.fullmatch(normalise(weak.fix))]
    notes = [change.note for change in changes if NOTES.fullmatch(normalise(change.note))]
    pasted = {
        "holds the critique": [(one.problem, one.problem) for one in weaknesses],
        "holds what the critique told the writer": [(line, _bare(line)) for line in fixes],
        "holds its change notes": [(line, _bare(line)) for line in notes],
    }
    known = f"{task}\n{before}"
    found = (reason for reason, lines in pasted.items() if _pasted(lines, known, after))
    return _echo(task, before, after) or next(found, "")


def _echo(task: str, before: str, after: str) -> str:
    """The first template or chat phrase that neither the task nor the text before holds."""
    told, old, new = _lines(task), _lines(before), _lines(after)
    for reason, echo in _ECHO:
        if reason in _EXCUSED and about_changes(task):
            continue
        if echo.search(new) and not echo.search(old) and not echo.search(told):
            return reason
    return ""


def about_changes(task: str) -> bool:
    """Whether the task asks for a text that may well list changes or weaknesses."""
    return bool(_ABOUT_CHANGES.search(normalise(task)))


_EXCUSED = ("numbers weaknesses", "lists its changes", "speaks of the revision")
"""What a changelog, a SWOT analysis or a review may well say."""


def _lines(text: str) -> str:
    """The text normalised line by line."""
    return "\n".join(normalise(line) for line in text.splitlines())


def _bare(line: str) -> str:
    """An order or a report without the words that it gives."""
    return GIVES.split(normalise(line), maxsplit=1)[0]


def _pasted(lines: Iterable[tuple[str, str]], known: str, after: str) -> bool:
    return any(_holds(after, *line) and not _holds(known, *line) for line in lines)


def _holds(text: str, line: str, like: str) -> bool:
    """Whether the line stands in the text, or something like that much of it."""
    if len(words(line)) < LEAST_WORDS or contains(text, line):
        return len(words(line)) >= LEAST_WORDS
    needle, hay = normalise(like), normalise(text)
    near = len(words(needle)) >= LEAST_NEAR and len(hay) >= len(needle)
    return near and fuzz.partial_ratio(needle, hay) >= NEAR
