"""Feedback on the text, aspect by aspect."""

from typing import Annotated

import dspy

from . import fields
from .markers import Items
from .notes import Remark
from .types import Box, Requirement

__all__ = ["Feedback"]


class Feedback(dspy.Signature):
    """Give the writer of this text feedback on each aspect.

    Be specific: name the words that hold the text back. Be actionable: say what to write
    instead, so that the writer has only to do it. Then score the aspect from 1, poor, to
    5, nothing left to do. stop: true only if no aspect needs any further work.
    """

    task: str = fields.task()
    requirements: list[Requirement] = fields.requirements()
    checklist: list[Box] = fields.checklist()
    text: str = fields.text()
    aspects: list[str] = dspy.InputField(desc="what to give feedback on")
    feedback: Annotated[list[Remark], Items(each="aspects", key="aspect")] = dspy.OutputField()
    stop: bool = dspy.OutputField(desc="whether the text can stay as it is")
