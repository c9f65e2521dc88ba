"""The text, mended passage by passage."""

from typing import Annotated

import dspy

from . import fields
from .markers import Items
from .types import Box, Edit, Requirement, Weakness

__all__ = ["EditText"]


class EditText(dspy.Signature):
    """Mend the text with one replacement for each weakness.

    For each weakness copy from the text the words to replace, then write the words that
    go in their place: different words that do what the fix asks, in the tone of the
    text. If something is left out, replace the passage where it belongs by itself plus
    what was missing. Touch nothing else.
    """

    task: str = fields.task()
    requirements: list[Requirement] = fields.requirements()
    checklist: list[Box] = fields.checklist()
    text: str = fields.text()
    weaknesses: list[Weakness] = dspy.InputField(desc="what is wrong with it")
    edits: Annotated[list[Edit], Items(each="weaknesses", key="weakness")] = dspy.OutputField(
        desc="one replacement for each weakness"
    )
