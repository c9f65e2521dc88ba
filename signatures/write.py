"""A text from the task alone."""

import dspy

from . import fields

__all__ = ["Write"]


class Write(dspy.Signature):
    """Write what the task asks for, and reply with it alone."""

    task: str = fields.task()
    text: str = dspy.OutputField()
