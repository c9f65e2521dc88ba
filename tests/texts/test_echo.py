"""Texts that repeat what their writer was told."""

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
