"""A rewrite that is no rewrite: the same text again, or none."""

from .text import normalise
from .words import words

__all__ = ["empty", "unchanged"]


def unchanged(before: str, after: str) -> bool:
    """Whether the two texts are one, up to spacing, case, quote marks and dashes."""
    return normalise(before) == normalise(after)


def empty(text: str) -> bool:
    """Whether the text holds no word."""
    return not words(text)
