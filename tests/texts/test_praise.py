# ruff: noqa: RUF001 -- texts with typographic marks, as people write them
"""Compliments are no weaknesses; weaknesses that use a good word are."""

import pytest

from redraft.signatures.types import Weakness
from redraft.texts.praise import praises


def weak(problem: str) -> Weakness:
    """A weakness with this problem, however short."""
    return Weakness.model_construct(problem=problem, fix="", quote="")


@pytest.mark.parametrize(
    "problem",
    [
        "The text is clear and concise.",
        "No issues found",
        "Great use of headings",
        "none",
        "N/A",
        "No further weaknesses; the draft is ready.",
        "The tone is very professional and the structure is easy to follow.",
        "There are no major problems with the email.",
        "No significant issues were found in this section.",
        "The introduction effectively conveys the purpose.",
        "Well-structured and informative",
        "Nothing is missing here.",
        "The letter meets all requirements.",
        "The deadline is stated very clearly.",
    ],
)
def test_praise_trips(problem: str) -> None:
    """It compliments, or says that nothing is wrong."""
    assert praises(weak(problem))


@pytest.mark.parametrize(
    "problem",
    [
        "The aim is not clear",
        "lacks a clear owner",
        "The claim that it is perfect is too good to be true",
        "No issue tracker is linked",
        "There is no clear call to action",
        "A good example is missing",
        "The word 'great' is repeated in every line",
        "The tone is professional but the ask is buried",
        "'Excellent' is a puff word",
        "The text isn’t easy to follow",
        "The headline is strong, yet nothing backs it",
        "The opening is unclear and the close is fine",
        "No error handling is described",
        "The limit is correct only for version 2",
        "The permissions are fine-grained and go unexplained",
    ],
)
def test_a_fault_with_a_good_word_does_not(problem: str) -> None:
    """Negation, contrast or a word of blame makes it a fault."""
    assert not praises(weak(problem))


def test_an_empty_problem_is_judged_by_its_fix() -> None:
    """A fix of "none needed" is praise; an order is not."""
    assert praises(Weakness.model_construct(problem="", fix="None needed."))
    assert not praises(Weakness.model_construct(problem="", fix="Add the date."))
