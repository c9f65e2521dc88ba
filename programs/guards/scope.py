"""Scope creep: new sentences that nobody asked for."""

from collections.abc import Sequence

from redraft.signatures.types import Box, Weakness
from redraft.texts.scope import idle

__all__ = ["creep"]

MOST = 8
"""Sentences reported at most."""


def creep(
    task: str,
    requirements: Sequence[str],
    checklist: Sequence[Box],
    weaknesses: Sequence[Weakness],
    before: str,
    after: str,
) -> list[str]:
    """Sentences new in `after` that share no content word with anything asked or replaced."""
    faults = [part for weak in weaknesses for part in (weak.problem, weak.fix, weak.quote)]
    texts = [task, *requirements, *(box.question for box in checklist), *faults]
    return idle(texts, before, after)[:MOST]
