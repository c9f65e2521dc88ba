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
        "Certainly!\n\nHere is the report that you asked for.",
        "I will now draft the requested text.",
        "To complete this request, I will prepare the report.",
        "Please provide the text that I am to revise.",
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
        "Please provide the incident report by Friday, 3 May. Mail it to ops@acme.com.",
        "Thank you for the warm welcome on Monday.\n\nI will send you the signed document soon.",
        "Thank you for the report on the outage. We act on it.",
        "I will write to the bank today.\n\nOnce they answer I will send you the report.",
        "I'll start the migration at 9 pm.\n\nThe run sheet is in the shared document.",
        "I'll prepare the report for the audit by Friday.",
        "I will start on Monday. Your request is noted.",
        "Please begin at nine with\n\n- the tasks\n- the request of Ann",
        "Of course, everyone is welcome!\n\nSign up in the shared document.",
        "Sure, come at nine. Bring the report.",
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
