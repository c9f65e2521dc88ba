"""The text, mended passage by passage."""

from typing import Annotated

import dspy

from . import fields
from .markers import Items
from .types import Box, Edit, Requirement, Weakness

__all__ = ["EditText"]


class EditText(dspy.Signature):
    """Mend the text with one replacement for each weakness.

    Each passage to find is taken out and your words stand in its place. Write them for the
    reader, in whole sentences and in the tone of the text, with the facts, names and numbers
    that the fix asks for; never the old words again. If something is left out, find the
    passage after which it belongs and write only what was missing. An empty replacement
    takes the passage out.
    """

    task: str = fields.task()
    requirements: list[Requirement] = fields.requirements()
    checklist: list[Box] = fields.checklist()
    text: str = fields.text()
    weaknesses: list[Weakness] = dspy.InputField(desc="what is wrong with it")
    edits: Annotated[
        list[Edit], Items(each="weaknesses", key="weakness", given=(("find", "quote"),))
    ] = dspy.OutputField()
