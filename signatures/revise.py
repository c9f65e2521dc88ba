"""The whole text, rewritten."""

from typing import Annotated

import dspy

from . import fields
from .markers import Free, Items
from .types import Box, Change, Requirement, Weakness

__all__ = ["Revise"]


class Revise(dspy.Signature):
    """Write the text again, so that every weakness is gone and every box is ticked.

    First note for each weakness what the new text will say there: the facts, names and
    numbers themselves. Then write the whole new text, exactly as its reader will get it:
    what the notes say stands in it, the weak words do not, what was good stays. Add
    nothing that no weakness, requirement or box asks for.
    """

    task: str = fields.task()
    requirements: list[Requirement] = fields.requirements()
    checklist: list[Box] = fields.checklist()
    text: str = fields.text()
    weaknesses: list[Weakness] = dspy.InputField(desc="what is wrong with it")
    changes: Annotated[list[Change], Items(each="weaknesses", key="weakness")] = dspy.OutputField()
    revision: Annotated[str, Free()] = dspy.OutputField()
