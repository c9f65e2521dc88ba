"""The text, its facts put right."""

import dspy

from . import fields
from .notes import Checked, Finding
from .types import Box, Requirement

__all__ = ["Correct"]


class Correct(dspy.Signature):
    """Write the text again with its facts put right.

    Where it is inconsistent with an answer, the answer holds; what nobody knows is left
    out. All that is consistent stays, in the same tone and order. Reply with the whole
    text alone.
    """

    task: str = fields.task()
    requirements: list[Requirement] = fields.requirements()
    checklist: list[Box] = fields.checklist()
    text: str = fields.text()
    answers: list[Checked] = dspy.InputField(desc="questions and their answers")
    findings: list[Finding] = dspy.InputField(desc="what of the text does not agree with them")
    corrected_text: str = dspy.OutputField()
