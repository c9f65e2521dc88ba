"""Whether a weakness speaks of this text."""

from .faults import Fault
from .text import contains
from .words import content_words, words

__all__ = ["grounded"]

LEAST_NAMED = 3
"""Content words that an omission's problem holds at least: it names what is left out."""


def grounded(weakness: Fault, text: str) -> bool:
    """Whether the quote stands in the text and says something, or the omission names its thing."""
    if not weakness.quote.strip():
        return len(content_words(weakness.problem)) >= LEAST_NAMED
    says = content_words(weakness.quote) or len(words(weakness.quote)) >= 2
    return bool(says) and contains(text, weakness.quote)
