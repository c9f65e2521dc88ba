"""Which boxes the text ticks."""

from typing import Annotated

import dspy

from . import fields
from .markers import Items
from .types import Box, Requirement, Verdict

__all__ = ["Verify"]


class Verify(dspy.Signature):
    """Audit the text against the open boxes, strictly, from its words alone.

    For each box look for the words that tick it. evidence: those words, copied exactly;
    empty if there are none. missing: what the text would still have to say. checked:
    true only if the evidence alone does all that the box asks; vague, partial or merely
    related words do not tick a box.
    """

    task: str = fields.task()
    requirements: list[Requirement] = fields.requirements()
    checklist: list[Box] = fields.checklist()
    text: str = fields.text()
    open_boxes: list[Box] = dspy.InputField(desc="the boxes to answer")
    verdicts: Annotated[list[Verdict], Items(each="open_boxes", key="box")] = dspy.OutputField()
