# ruff: noqa: RUF001 -- texts with typographic marks, as people write them
"""Replies that decline, and letters that only sound like it."""

import pytest

from redraft.programs.guards.refusal import MOST_WORDS, refuses


@pytest.mark.parametrize(
    "text",
    [
        "I'm sorry, but I can't help with that.",
        "I’m sorry, but I cannot assist with this request.",
        "I cannot help with",
        "Unfortunately, I am unable to comply with this.",
        "> **I can't rewrite this text, since it is unclear.**",
        "As an AI language model, I have no opinions.",
        "I'm sorry, but as an AI I do not write letters.",
        "Es tut mir leid, aber ich kann dabei nicht helfen.",
        "Je suis désolé, mais je ne peux pas vous aider.",
        "Lo siento, pero no puedo ayudar con eso.",
        "抱歉，我无法完成这个请求。",
    ],
)
def test_a_refusal_trips(text: str) -> None:
    """It says at its start that it will not write."""
    assert refuses(text)


@pytest.mark.parametrize(
    "text",
    [
        "I'm sorry for the trouble with your order. I cannot assist you before Monday.",
        "I'm sorry, but I can't make the meeting on Friday.",
        "Hi Sam,\n\nI'm sorry, but I can't help with that before June.\n\nBest,\nAna",
        "Unfortunately, we cannot refund the ticket.",
        "We can't help with that on weekends; call 555 0100.",
        "# FAQ\n\n## What if I cannot assist?\n\nSend a deputy.",
        "As an AI startup, we ship weekly.",
    ],
)
def test_a_letter_does_not(text: str) -> None:
    """An apology, a declined invitation or a company's no is the text itself."""
    assert not refuses(text)


@pytest.mark.parametrize(
    ("task", "text"),
    [
        (
            "Write a short text message to Sam that moves our lunch.",
            "Sorry, I can't do this Friday. Would next Tuesday at noon work for you?",
        ),
        ("Tell Ana that we need another day.", "I'm sorry, I can't do that day. Is the 5th free?"),
        (
            "Tell Bob to lead the meeting.",
            "I can't continue with the meeting on Monday, so Bob leads it.",
        ),
        (
            "Tell the guides who takes over the tour.",
            "Unfortunately I cannot continue with the tour on Monday, so please start with gate 4.",
        ),
        (
            "Tell the shop what to do about the orders of May.",
            "Sorry, I can't fulfill the orders of May before June; please ask the customers.",
        ),
        (
            "Tell Ben to take over the report.",
            "I can't continue with the report this month, so please take it over.",
        ),
    ],
)
def test_a_short_message_does_not(task: str, text: str) -> None:
    """It puts off a day, or breaks off what the task is about."""
    assert not refuses(text, task=task)


@pytest.mark.parametrize(
    "text",
    [
        "I'm sorry, but I can't do that because I don't have access to your files.",
        "I cannot do this task.",
        "I can't do this without more information.",
        "I'm sorry, I can't do that as it goes against my guidelines.",
        "I cannot do that since no draft was given.",
        "I can't do this at this time.",
        "I'm sorry, but I can't continue with this email.",
        "I cannot fulfill this email.",
    ],
)
def test_who_will_not_do_that_refuses(text: str) -> None:
    """For whatever reason, and where the task names the kind of text that is not written."""
    assert refuses(text, task="Write an email to the supplier about the late delivery.")
    assert refuses(text)


@pytest.mark.parametrize(
    "when", ["on the 5th", "before June", "weekend", "at noon", "Tuesday", "alone"]
)
def test_who_cannot_do_a_day_or_time_does_not(when: str) -> None:
    """What is put off is no task."""
    task = "Write a short text message to Sam that moves our lunch."
    assert not refuses(f"Sorry, I can't do that {when}. Would next week work for you?", task=task)


@pytest.mark.parametrize(
    "text",
    [
        "I can't do that.",
        "Sorry, I can't do this, as it may harm people.",
        "I cannot continue with this.",
        "I cannot continue with the tour.",
        "I can't comply with a request to describe the tour.",
        "I cannot engage in writing about the tour of the plant.",
        "I can't fulfill this request.",
    ],
)
def test_who_will_not_do_the_task_refuses(text: str) -> None:
    """Also where the words of the task come back."""
    task = "Describe the plant for new guides."
    assert refuses(text, task=task)
    assert refuses(text)


def test_a_long_text_is_no_refusal() -> None:
    """What opens like a refusal and goes on is a text."""
    assert not refuses("I can't help with that. " + "Still, here is more. " * MOST_WORDS)


def test_a_text_that_opened_so_before_is_no_refusal() -> None:
    """The user's own draft may begin that way."""
    text = "I'm sorry, but I can't help with that"
    assert not refuses(f"{text} in May.", before=f"{text}!")


NO = "I'm sorry, but I can't help with that move on Saturday: I am away. Could Ben step in?"
OFFER = "I must respectfully decline your offer, as I have accepted a role closer to home."


@pytest.mark.parametrize(
    ("task", "text"),
    [
        ("Turn Sam down: no help with his move.", NO),
        ("Write a note that declines the request.", "I must decline your request for a visit."),
        ("Apologise to Mia.", "Sorry, I won't do this again without asking you first."),
        ("Terminate the lease.", "I cannot continue with the lease after 31 May."),
        ("Tell them I can't come.", "Unfortunately, I am unable to assist you on Monday."),
    ],
)
def test_where_the_task_is_to_decline_a_text_may(task: str, text: str) -> None:
    """The same words are a refusal where the task is another, or is not known."""
    assert not refuses(text, task=task)
    assert refuses(text, task="Write a note about the move.")
    assert refuses(text)


@pytest.mark.parametrize(
    "text",
    [
        "I'm sorry, but I can't help with that.",
        "I cannot assist with your request.",
        "I can't write this note, since it is unkind.",
        "I must decline to write this.",
        "As an AI language model, I turn nobody down.",
        "I'm sorry, but as an AI I do not write letters.",
    ],
)
def test_who_will_not_write_refuses_whatever_the_task(text: str) -> None:
    """Nobody's offer is declined, only the task."""
    assert refuses(text, task="Write a note that declines the offer.")


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        (OFFER, False),
        ("I must decline, as I am away on Monday.", False),
        ("I must respectfully decline this request.", True),
        ("I must respectfully decline to write this.", True),
        ("I must decline to help with that.", True),
    ],
)
def test_to_decline_an_offer_is_no_refusal(text: str, refusal: bool) -> None:
    """To decline the request, or to write, is."""
    assert refuses(text) == refusal
