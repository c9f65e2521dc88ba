"""The inputs that every step sees, said once: the same words begin every prompt."""

from typing import Any

import dspy

__all__ = ["NOTES", "TEXTS", "checklist", "conversation", "requirements", "task", "text"]


NOTES = (
    "what the user asked for, word for word",
    "what the task demands",
    "boxes that the finished text must tick",
)
"""What the prompt says of the task, the requirements and the checklist; no text repeats it."""

TEXTS = (
    *("draft", "text", "document", "version"),
    *("revision", "improved_text", "corrected_text", "rewrite"),
)
"""The outputs that hold a text, whichever step wrote it."""


def task() -> Any:
    """The task."""
    return dspy.InputField(desc=NOTES[0])


def requirements() -> Any:
    """The requirements."""
    return dspy.InputField(desc=NOTES[1])


def checklist() -> Any:
    """The checklist."""
    return dspy.InputField(desc=NOTES[2])


def text() -> Any:
    """The text that a step works on."""
    return dspy.InputField(desc="the text so far")


def conversation() -> Any:
    """The turns so far, sent as such; inputs after it stand in the last turn, all others first."""
    return dspy.InputField(desc="the conversation so far")
