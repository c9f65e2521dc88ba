"""The first text, written to a plan."""

import dspy

from . import fields
from .types import Box, Requirement

__all__ = ["Compose"]


class Compose(dspy.Signature):
    """Write the text that the task asks for, part by part as the outline says.

    Serve the goal, keep to the constraints, meet every requirement and tick every box of
    the checklist. Concrete names, numbers, steps and dates, no filler, no placeholders; as
    short as the task allows. The plan itself is not part of the text: reply with the
    finished text alone.
    """

    task: str = fields.task()
    requirements: list[Requirement] = fields.requirements()
    checklist: list[Box] = fields.checklist()
    goal: str = dspy.InputField(desc="what the text is for")
    constraints: list[str] = dspy.InputField(desc="what it must keep to")
    assumptions: list[str] = dspy.InputField(desc="what is taken as given")
    outline: list[str] = dspy.InputField(desc="the parts of the text, in order")
    document: str = dspy.OutputField()
