"""Whether the text agrees with the answers."""

from typing import Annotated

import dspy

from . import fields
from .markers import Items
from .notes import Checked, Finding
from .types import Box, Requirement

__all__ = ["CrossCheck"]


class CrossCheck(dspy.Signature):
    """Compare the text with each answer, which was found without it.

    Where the text says something else, or is sure of what the answer says is not known,
    it is inconsistent; where it says only part, partially consistent.
    """

    task: str = fields.task()
    requirements: list[Requirement] = fields.requirements()
    checklist: list[Box] = fields.checklist()
    text: str = fields.text()
    answers: list[Checked] = dspy.InputField(desc="questions and their answers")
    findings: Annotated[list[Finding], Items(each="answers", key="question")] = dspy.OutputField()
