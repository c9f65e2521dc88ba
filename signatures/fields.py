"""The inputs that every step sees, said once: the same words begin every prompt."""

from typing import Any

import dspy

__all__ = ["checklist", "conversation", "requirements", "task", "text"]


def task() -> Any:
    """The task."""
    return dspy.InputField(desc="what the user asked for, word for word")


def requirements() -> Any:
    """The requirements."""
    return dspy.InputField(desc="what the task demands")


def checklist() -> Any:
    """The checklist."""
    return dspy.InputField(desc="boxes that the finished text must tick")


def text() -> Any:
    """The text that a step works on."""
    return dspy.InputField(desc="the text so far")


def conversation() -> Any:
    """The turns so far, sent as such; inputs after it stand in the last turn, all others first."""
    return dspy.InputField(desc="the conversation so far")
