"""What is wrong with words that are shown as evidence from a text."""

import unicodedata

from rapidfuzz import fuzz

from .text import contains, normalise, unframed
from .words import words

__all__ = ["flaw"]

LEAST_WIDTH = 8
"""Columns that evidence takes up at least; a wide character takes two."""
LEAST_WORDS = 2
TELLING_WORDS = 4
"""Words from which evidence is telling though it stands in several places of the text."""
MOST_CHARACTERS = 320
"""Characters beyond which evidence is the text again, and shows nothing."""
ECHO = 92
"""Likeness, of 100, at which evidence is only the box's own question."""


def flaw(evidence: str, text: str, question: str) -> str:
    """What is wrong with the evidence; empty where nothing is."""
    evidence = unframed(text, evidence)
    if not words(evidence):
        return "ticked without evidence"
    if _width(evidence) < LEAST_WIDTH or len(words(evidence)) < LEAST_WORDS:
        return "the evidence is too short to show it"
    if not contains(text, evidence):
        return "the evidence is not in the text"
    if len(words(evidence)) < TELLING_WORDS and _places(evidence, text) > 1:
        return "the evidence stands in several places, and shows nothing of any"
    if len(evidence) > MOST_CHARACTERS:
        return "the evidence is too long to show it"
    if question and fuzz.ratio(evidence, normalise(question)) >= ECHO:
        return "the evidence only repeats the question"
    return ""


def _places(evidence: str, text: str) -> int:
    return normalise(text).count(evidence)


def _width(text: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(char) in "WF") for char in text)
