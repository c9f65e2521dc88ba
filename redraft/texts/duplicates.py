"""The same fault told twice."""

from rapidfuzz import fuzz

from .faults import Fault
from .text import locate, normalise
from .words import content_words

__all__ = ["same_fault"]

SIMILAR = 70
"""Likeness, of 100, of two problems told of overlapping quotes."""
IDENTICAL = 93
"""Likeness, of 100, of two problems that are one wherever they are told."""


def same_fault(one: Fault, other: Fault, text: str) -> bool:
    """Whether both tell one fault: one place and problem or fix, or one problem word for word.

    One problem told of two separate places, with a fix for each, is two faults.
    """
    problem, fix = _likeness(one.problem, other.problem), _likeness(one.fix, other.fix)
    if _overlap(one.quote, other.quote, text):
        return problem >= SIMILAR or fix >= IDENTICAL
    apart = bool(one.quote and other.quote) and fix < SIMILAR
    return _verbatim(one.problem, other.problem) and not apart


def _likeness(one: str, other: str) -> float:
    left, right = normalise(one), normalise(other)
    return fuzz.token_set_ratio(left, right) if left and right else 0.0


def _verbatim(one: str, other: str) -> bool:
    """Near-identical wording; texts that each have a content word of their own are not."""
    left, right = content_words(one), content_words(other)
    if left - right and right - left:
        return False
    return (bool(left) and left == right) or fuzz.token_sort_ratio(
        normalise(one), normalise(other)
    ) >= IDENTICAL


def _overlap(one: str, other: str, text: str) -> bool:
    """Whether the quotes share a stretch of the text; two omissions share no place."""
    first = locate(text, one) if one else None
    second = locate(text, other) if other else None
    if first is None or second is None:
        return False
    return first[0] < second[1] and second[0] < first[1]
