"""Scope creep: new sentences that nobody asked for."""

from collections.abc import Sequence

from redraft.signatures.types import Box, Weakness

from .segments import added, segments
from .words import content_words

__all__ = ["creep"]

MOST = 8
"""Sentences reported at most."""
LEAST_WORDS = 3
"""Content words below which a sentence (a greeting, a heading) is never creep."""


def creep(
    task: str,
    requirements: Sequence[str],
    checklist: Sequence[Box],
    weaknesses: Sequence[Weakness],
    before: str,
    after: str,
) -> list[str]:
    """Sentences new in `after` that share no content word with anything asked or replaced."""
    asked = _asked(task, requirements, checklist, weaknesses)
    found: list[str] = []
    for edit in segments(before, after):
        known = asked | content_words(edit.before)
        for sentence in added(edit.before, edit.after):
            said = content_words(sentence)
            if len(said) >= LEAST_WORDS and not said & known:
                found.append(sentence)
    return found[:MOST]


def _asked(
    task: str,
    requirements: Sequence[str],
    checklist: Sequence[Box],
    weaknesses: Sequence[Weakness],
) -> frozenset[str]:
    faults = [part for weak in weaknesses for part in (weak.problem, weak.fix, weak.quote)]
    texts = [task, *requirements, *(box.question for box in checklist), *faults]
    return frozenset().union(*map(content_words, texts))
