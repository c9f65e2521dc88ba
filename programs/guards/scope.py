"""Scope creep: new sentences that nobody asked for."""

from collections.abc import Sequence

from redraft.signatures.types import Box, Weakness

from .demands import Demands, demanded
from .segments import added, segments
from .words import content_words

__all__ = ["creep"]

MOST = 8
"""Sentences reported at most."""
LEAST_WORDS = 3
"""Content words below which a sentence (a greeting, a heading) is never creep."""


def creep(
    task: str,
    requirements: Demands,
    checklist: Sequence[Box],
    weaknesses: Sequence[Weakness],
    before: str,
    after: str,
) -> list[str]:
    """Sentences new in `after` that share no content word with anything asked or replaced."""
    faults = [part for weak in weaknesses for part in (weak.problem, weak.fix, weak.quote)]
    texts = [*demanded(task, requirements), *(box.question for box in checklist), *faults]
    asked = frozenset[str]().union(*map(content_words, texts))
    new = set(added(before, after))
    return [
        sentence
        for edit in segments(before, after)
        for sentence in added(edit.before, edit.after)
        if sentence in new and _idle(content_words(sentence), asked | content_words(edit.before))
    ][:MOST]


def _idle(said: frozenset[str], known: frozenset[str]) -> bool:
    return len(said) >= LEAST_WORDS and not said & known
