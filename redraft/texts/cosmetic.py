"""Tells an edit of substance from one that only changes how a passage looks."""

import re

from rapidfuzz import fuzz

from .names import names
from .text import contains
from .words import content_words, is_number, words

__all__ = ["cosmetic", "weight"]

SUBSTANCE = 4.0
"""Least weight of an edit of substance.

Set on the 824 labelled sentence edits of ArgRewrite V.2, where the weight alone has an
AUC of .85 (count of changed words: .81).
"""
SAME = 70
"""Least likeness of two words, of 100, to be one word spelt or inflected differently."""
KEPT = 0.5
"""Least share of a passage's content words that a synonym swap leaves standing."""

_DENIAL = re.compile(r"\b(?:no|not|never|none|without|cannot)\b|n['\u2019]t\b", re.IGNORECASE)


def cosmetic(before: str, after: str) -> bool:
    """Whether only spelling, case, marks, function words, order or a synonym or two differ.

    A passage that goes, or a number, name, address or negation that comes or goes, is substance.
    """
    if bool(words(before)) != bool(words(after)):
        return False
    if _facts(before, after) or _facts(after, before) or _rewritten(before, after):
        return False
    return weight(before, after) < SUBSTANCE


def weight(before: str, after: str) -> float:
    """How much content an edit moves: words swapped, and words gained or lost beside."""
    old, new = content_words(before), content_words(after)
    swapped = max(len(_fresh(old, new)), len(_fresh(new, old)))
    return swapped + abs(len(new) - len(old))


def _fresh(old: frozenset[str], new: frozenset[str]) -> list[str]:
    """The words of `new` that are no word of `old`, nor one spelt much like it."""
    return [word for word in new - old if not any(fuzz.ratio(word, was) >= SAME for was in old)]


def _rewritten(before: str, after: str) -> bool:
    old, new = content_words(before), content_words(after)
    gone = len(_fresh(new, old))
    return gone >= 2 and gone > (1 - KEPT) * len(old) and bool(_fresh(old, new))


def _facts(text: str, other: str) -> bool:
    """Whether the text has a number, name, address or negation that the other has not."""
    if len(_DENIAL.findall(text)) > len(_DENIAL.findall(other)):
        return True
    if {word for word in words(text) if is_number(word)} - set(words(other)):
        return True
    return any(not contains(other, name) for name in names(text))
