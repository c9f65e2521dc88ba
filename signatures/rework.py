"""The text, improved by feedback."""

import dspy

from . import fields
from .notes import Earlier, Remark
from .types import Box, Requirement

__all__ = ["Rework"]


class Rework(dspy.Signature):
    """Improve the text as the feedback says, every remark of it.

    Learn from the earlier texts and what was said of them: make no mistake twice, and keep
    what was good. Reply with the whole improved text alone.
    """

    task: str = fields.task()
    requirements: list[Requirement] = fields.requirements()
    checklist: list[Box] = fields.checklist()
    text: str = fields.text()
    history: list[Earlier] = dspy.InputField(desc="the earlier texts and their feedback")
    feedback: list[Remark] = dspy.InputField(desc="what to improve")
    improved_text: str = dspy.OutputField()
