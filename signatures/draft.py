"""The first text."""

from typing import Annotated

import dspy

from . import fields
from .markers import Avoids
from .types import Box, Requirement

__all__ = ["Draft"]


class Draft(dspy.Signature):
    """Write the text that the task asks for.

    Meet every requirement and tick every box of the checklist. Be specific to this
    reader: concrete names, numbers, steps and dates, no filler, no placeholders. Stay as
    short as the task allows. Reply with the finished text alone, no comment before or
    after it.
    """

    task: str = fields.task()
    requirements: list[Requirement] = fields.requirements()
    checklist: list[Box] = fields.checklist()
    draft: Annotated[str, Avoids("checklist")] = dspy.OutputField(desc="the finished text")
