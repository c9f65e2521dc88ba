"""The whole text, rewritten."""

from typing import Annotated

import dspy

from . import fields
from .markers import Free, Items
from .types import Box, Change, Requirement, Weakness

__all__ = ["Revise"]


class Revise(dspy.Signature):
    """Rewrite the text so that every weakness is gone and every box is ticked.

    First note, for each weakness, what the new text will say. Then write the whole new
    text: do what the notes say, keep what was good, add nothing that no weakness,
    requirement or box asks for. Never repeat the weak words, never mention the
    weaknesses or the notes in the text.
    """

    task: str = fields.task()
    requirements: list[Requirement] = fields.requirements()
    checklist: list[Box] = fields.checklist()
    text: str = fields.text()
    weaknesses: list[Weakness] = dspy.InputField(desc="what is wrong with it")
    changes: Annotated[list[Change], Items(each="weaknesses", key="weakness")] = dspy.OutputField(
        desc="one note for each weakness"
    )
    revision: Annotated[str, Free()] = dspy.OutputField(desc="the whole new text")
