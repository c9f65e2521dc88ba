"""Texts that repeat what their writer was told."""

import pytest

from redraft.texts.echo import echoed, orders

QUESTIONS = ["Says how many orders failed", "No soft words", "Names the cause exactly"]


def test_a_question_that_stands_in_the_text_is_an_echo() -> None:
    """Whatever its case, its marks and its place."""
    text = "1. **Says how many\norders failed:** 2,140\n2. names the cause exactly - a time-out"
    assert echoed(QUESTIONS, "", text) == ["Says how many orders failed", "Names the cause exactly"]


def test_few_words_and_words_that_were_known_are_none() -> None:
    """Three words may stand in any text; what the task itself says may too."""
    assert echoed(QUESTIONS, "", "No soft words: 2,140 orders failed, for one cause.") == []
    assert (
        echoed(QUESTIONS, "A list that names the cause exactly.", "It names the cause exactly.")
        == []
    )


def test_orders_are_the_sentences_that_tell_what_to_do() -> None:
    """Facts of the task may stand in the text as they are."""
    task = "Turn this note into a report. The cause was a time-out.\n\nPlease sign as Mara."
    assert orders(task) == ["Turn this note into a report.", "Please sign as Mara."]


LEAFLET = """Turn these notes into a leaflet for patients.

Ask your doctor before you take this medicine.
Give us a call on 555-0101 if you feel dizzy.
Ask our nurse for a cup.
Write your name on it. Write to us at any time. Turn off your phone.
Sign up at the desk. Sign the enclosed form."""


def test_what_pasted_material_tells_its_own_reader_is_no_order() -> None:
    """The text may say it too."""
    assert orders(LEAFLET) == ["Turn these notes into a leaflet for patients."]


@pytest.mark.parametrize(
    "order",
    [
        "Write the post-mortem for our package registry.",
        "Write a page for the US market.",
        "Tell them when the shop opens.",
        "Sign it as Mara.",
        "Sign the letter with both names.",
        "Sign off as the support team.",
        "Write an email to your landlord about the broken heating.",
        "Draft a memo to your manager that asks for a budget of 4,000 euros.",
        "Write a thank-you note for the team and tell them what it meant to us.",
        "Please summarise the notes that Ana gave you.",
    ],
)
def test_an_order_to_the_writer_stays_one(order: str) -> None:
    """Whoever gives it may speak of what is theirs."""
    assert orders(f"We met on Monday. {order}") == [order]
