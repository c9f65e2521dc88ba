"""Audits one weakness against the texts before and after: was it dealt with at all?"""

import re
from difflib import SequenceMatcher

from redraft.signatures.records import Outcome
from redraft.signatures.types import Change, Weakness

from .cosmetic import cosmetic
from .cues import answers
from .segments import Segment, segments
from .text import contains, locate, normalise
from .words import content_words

__all__ = ["Audit", "outcome"]

SHARED = 2
"""Content words that new material shares with a note to be what the note speaks of."""

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

Audit = tuple[Outcome, str, str]
"""The outcome, the passage before and the passage after; empty where nothing was edited."""


def outcome(weakness: Weakness, change: Change | None, before: str, after: str) -> Audit:
    """What the rewrite did about the weakness, whatever it says that it did.

    `unclaimed` is an edit of substance without a change note; a moved passage is cosmetic
    unless its place was the fault, and a surface fault is fixed by a surface edit.
    """
    span = locate(before, weakness.quote) if weakness.quote else None
    edits = segments(before, after)
    verdict, old, new = (
        _quoted(weakness, change, span, before, after, edits)
        if span
        else _omitted(weakness, change, edits)
    )
    return ("unclaimed" if verdict == "fixed" and change is None else verdict), old, new


def _quoted(
    weakness: Weakness,
    change: Change | None,
    span: tuple[int, int],
    before: str,
    after: str,
    edits: list[Segment],
) -> Audit:
    hits = [edit for edit in edits if _touches(edit, span)]
    if not hits:
        beside = [edit for edit in edits if not edit.before and _beside(edit, span, before)]
        return _omitted(weakness, change, beside)
    old = " ".join(edit.before for edit in hits)
    new = " ".join(edit.after for edit in hits if edit.after)
    moved = contains(after, weakness.quote) and not new
    if moved:
        return ("fixed" if _ORDER.search(_said(weakness)) else "cosmetic"), old, old
    dull = cosmetic(old, new) and not _asked(weakness, old, new)
    return ("cosmetic" if dull else "fixed"), old, new


def _asked(weakness: Weakness, old: str, new: str) -> bool:
    """Whether a small edit is all that was wanted: a surface fault, or words the fix names."""
    if _SURFACE.search(_said(weakness)) or answers(_said(weakness), _fresh(old, new)):
        return True
    return bool((content_words(new) - content_words(old)) & content_words(weakness.fix))


def _touches(edit: Segment, span: tuple[int, int]) -> bool:
    """Whether a word inside the span, or next to it in its sentence, was changed."""
    if edit.start >= span[1] or edit.end <= span[0] or not edit.before:
        return False
    old = [
        (found.start() + edit.start, found.end() + edit.start, normalise(found.group()))
        for found in _TOKEN.finditer(edit.before)
    ]
    new = [normalise(found.group()) for found in _TOKEN.finditer(edit.after)]
    inside = [at for at, token in enumerate(old) if token[0] < span[1] and token[1] > span[0]]
    matcher = SequenceMatcher(None, [token[2] for token in old], new, autojunk=False)
    return bool(inside) and any(
        i <= inside[-1] + 1 and j >= inside[0]
        for tag, i, j, _, _ in matcher.get_opcodes()
        if tag != "equal"
    )


def _beside(edit: Segment, span: tuple[int, int], before: str) -> bool:
    """Whether the edit adds a sentence right before or after the sentence of the span."""
    low, high = sorted((edit.start, span[1])) if edit.start >= span[1] else (edit.start, span[0])
    between = before[low:high].strip()
    return not re.search(r"[.!?。！？\n]\s*\S", between)


def _omitted(weakness: Weakness, change: Change | None, edits: list[Segment]) -> Audit:
    """Fixed where new material speaks of what was asked for, or is what the note says it is."""
    for edit in edits:
        if edit.after and _supplies(weakness, change, edit):
            return "fixed", edit.before, edit.after
    return "unaddressed", "", ""


def _supplies(weakness: Weakness, change: Change | None, edit: Segment) -> bool:
    new = content_words(edit.after) - content_words(edit.before)
    if new & (content_words(weakness.problem) | content_words(weakness.fix)):
        return True
    if change and len(new & content_words(change.note)) >= SHARED:
        return True
    return answers(_said(weakness), _fresh(edit.before, edit.after))


def _fresh(old: str, new: str) -> str:
    """The new passage without the words that already stood there."""
    known = set(normalise(old).split())
    return " ".join(word for word in new.split(" ") if normalise(word) not in known)


def _said(weakness: Weakness) -> str:
    return f"{weakness.problem} {weakness.fix}"
