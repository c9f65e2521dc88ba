"""Holds one weakness against the texts before and after: was it dealt with at all?"""

import re
from difflib import SequenceMatcher
from typing import Literal

from .cosmetic import cosmetic
from .cues import supplies
from .faults import Fault, Note
from .segments import Segment, segments
from .text import contains, locate, normalise
from .words import content_words

__all__ = ["Deed", "deed"]

_SURFACE = re.compile(
    r"\b(?:spell|spelt|typo|misspel|grammar|grammatical|punctuation|comma|capital|upper ?case"
    r"|lower ?case|hyphen|tense\b|apostrophe|word order|jargon|wording|word choice|synonym)",
    re.IGNORECASE,
)
_ORDER = re.compile(
    r"\b(?:move|reorder|order|buried|bury|earlier|first|top|opening|sequence|position|structure)\b",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"\w+|[^\w\s]")
_BREAK = re.compile(r"[.!?\u3002\uff01\uff1f\n]\s*\S")

Span = tuple[int, int]
Deed = tuple[Literal["fixed", "cosmetic", "unaddressed"], str, str]
"""What was done, the passage before and the passage after; empty where nothing was edited."""


def deed(weakness: Fault, change: Note | None, before: str, after: str) -> Deed:
    """What the rewrite did about the weakness, whatever it says that it did.

    A moved passage is cosmetic unless its place was the fault, and a surface fault is fixed
    by a surface edit.
    """
    span = locate(before, weakness.quote) if weakness.quote else None
    edits = segments(before, after)
    hits = [edit for edit in edits if span and _touches(edit, span)]
    if hits:
        return _edited(weakness, hits, edits)
    near = [edit for edit in edits if span is None or _near(edit, span, before)]
    return _supplied(weakness, change, near, before)


def _edited(weakness: Fault, hits: list[Segment], edits: list[Segment]) -> Deed:
    """The passage was touched: with substance, or only on its surface?"""
    old = " ".join(edit.before for edit in hits)
    new = " ".join(edit.after for edit in hits if edit.after)
    if not new and any(_puts_back(edit, weakness.quote) for edit in edits):
        return ("fixed" if _ORDER.search(_said(weakness)) else "cosmetic"), old, old
    dull = cosmetic(old, new) and not _wanted(weakness, old, new)
    return ("cosmetic" if dull else "fixed"), old, new


def _puts_back(edit: Segment, quote: str) -> bool:
    return contains(edit.after, quote) and not contains(edit.before, quote)


def _wanted(weakness: Fault, old: str, new: str) -> bool:
    """Whether a small edit is all that was wanted: a surface fault, or words the fix names."""
    if _SURFACE.search(_said(weakness)):
        return True
    named = (content_words(new) - content_words(old)) & content_words(weakness.fix)
    return bool(named) or supplies(weakness, None, old, new, old)


def _touches(edit: Segment, span: Span) -> bool:
    """Whether a word inside the span, or the next to it in its sentence, was changed."""
    if edit.start >= span[1] or edit.end <= span[0]:
        return False
    at = [(found.start() + edit.start, found.end() + edit.start) for found in _tokens(edit.before)]
    inside = [n for n, (start, end) in enumerate(at) if start < span[1] and end > span[0]]
    old, new = ([normalise(t.group()) for t in _tokens(side)] for side in edit[:2])
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    changed = [(i, j) for tag, i, j, _, _ in codes if tag != "equal"]
    return bool(inside) and any(i <= inside[-1] + 1 and j >= inside[0] for i, j in changed)


def _tokens(text: str) -> list[re.Match[str]]:
    return list(_TOKEN.finditer(text))


def _near(edit: Segment, span: Span, before: str) -> bool:
    """Whether the edit is in the sentence of the span, or adds one right before or after it."""
    if edit.start < span[1] and edit.end > span[0]:
        return True
    gap = before[span[1] : edit.start] if edit.start >= span[1] else before[edit.end : span[0]]
    return not edit.before and not _BREAK.search(gap)


def _supplied(weakness: Fault, change: Note | None, edits: list[Segment], text: str) -> Deed:
    """The passage stands, or there was none: was what is left out added?"""
    for edit in edits:
        if edit.after and supplies(weakness, change, edit.before, edit.after, text):
            return "fixed", edit.before, edit.after
    return "unaddressed", "", ""


def _said(weakness: Fault) -> str:
    return f"{weakness.problem} {weakness.fix}"
