"""Weaknesses that speak of the text, and those that do not."""

import pytest

from redraft.signatures.types import Weakness
from redraft.texts.grounding import grounded

TEXT = "Hi team,\n\nPlease review the “Q3 plan” soon.\n\nThanks,\nAna"
FIX = "Say what the reader must do."


def weak(quote: str, problem: str = "This passage is vague about timing.") -> Weakness:
    """A weakness with this quote and problem."""
    return Weakness.model_validate({"quote": quote, "problem": problem, "fix": FIX})


@pytest.mark.parametrize("quote", ['please review the "q3 plan"', "soon", "Thanks,  Ana"])
def test_a_quote_of_the_text_is_grounded(quote: str) -> None:
    """Case, quote marks and spacing may differ."""
    assert grounded(weak(quote), TEXT)


@pytest.mark.parametrize("quote", ["please review the Q4 plan", ".", "“”", "the"])
def test_a_quote_of_nothing_is_not(quote: str) -> None:
    """Words that are not there, bare marks and a lone function word point nowhere."""
    assert not grounded(weak(quote), TEXT)


def test_an_omission_names_what_is_missing() -> None:
    """Without a quote the problem has to say what is left out."""
    assert grounded(weak("", "No deadline for the review is given."), TEXT)
    assert not grounded(weak("", "It could be more of it."), TEXT)
