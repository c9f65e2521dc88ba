"""Replies that speak of the text, and texts that only sound like it."""

import pytest

from redraft.programs.guards import chats


@pytest.mark.parametrize(
    "text",
    [
        "Certainly. Please start with the first line of the text.",
        "Thank you for providing the necessary information. I will draft the text now.",
        "To address the task, I will create a draft of the RFC for the migration.",
        "Thank you for the request. Please find the draft text below.",
        "I understand the requirements and the task. Let me begin:",
        "**Sure!** Here is the report that you asked for.",
        "I'll write the document as soon as you send me the facts.",
    ],
)
def test_an_answer_to_the_prompt_trips(text: str) -> None:
    """All of these were drafts of a small model, or near to them."""
    assert chats(text)


@pytest.mark.parametrize(
    "text",
    [
        "Hi Marisol,\n\nThank you for your message. Your loan ended after 21 days.",
        "Thank you for the lovely evening. We will be back in June.",
        "I will start on Monday at nine, in the office by the river.",
        "Please provide your order number, and we send a new one.",
        "Sure, the kitchen closes on Friday at noon.",
        "# RFC: splitting the service\n\nTo address the outages, I will move sessions first.",
        "",
    ],
)
def test_a_text_passes(text: str) -> None:
    """It may thank, promise and ask."""
    assert not chats(text)


def test_a_long_reply_has_begun_to_write() -> None:
    """What comes after its opening is a text, and other guards look at it."""
    assert not chats("Certainly. Here is the report. " + "It failed at noon. " * 20)
