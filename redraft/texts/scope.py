"""Sentences that are new in a text and speak of nothing that was asked for."""

from collections.abc import Iterable

from .segments import added, segments
from .words import content_words

__all__ = ["idle"]

LEAST_WORDS = 3
"""Content words below which a sentence (a greeting, a heading) is never idle."""


def idle(asked: Iterable[str], before: str, after: str) -> list[str]:
    """Sentences new in `after` that share no content word with anything asked or replaced."""
    known = frozenset[str]().union(*map(content_words, asked))
    new = set(added(before, after))
    return [
        sentence
        for edit in segments(before, after)
        for sentence in added(edit.before, edit.after)
        if sentence in new and _idle(content_words(sentence), known | content_words(edit.before))
    ]


def _idle(said: frozenset[str], known: frozenset[str]) -> bool:
    return len(said) >= LEAST_WORDS and not said & known
