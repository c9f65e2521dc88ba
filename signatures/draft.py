"""The first text."""

from typing import Annotated

import dspy

from . import fields
from .markers import Avoids
from .types import Box, Requirement

__all__ = ["Draft"]


class Draft(dspy.Signature):
    """Write the text that the task asks for, exactly as its reader will get it.

    Use every fact given above, meet each requirement, and do what each box of the
    checklist asks, without repeating the words of the task, the requirements or the
    checklist. Be specific and short. Begin with the first line of the text itself.
    """

    task: str = fields.task()
    requirements: list[Requirement] = fields.requirements()
    checklist: list[Box] = fields.checklist()
    draft: Annotated[str, Avoids("checklist", fields.NOTES)] = dspy.OutputField()
