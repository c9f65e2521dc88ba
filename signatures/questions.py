"""Which questions would show that the text is wrong."""

from typing import Annotated

import dspy

from . import fields
from .markers import Items, Length
from .types import Box, Line, Requirement

__all__ = ["Questions"]


class Questions(dspy.Signature):
    """Ask questions that test the facts of the text.

    Each asks for one fact that the text states or should state: who, when, where, how
    many, why. Not to be answered by yes or no, and understood without the text: name
    things, and never repeat what the text claims about them.
    """

    task: str = fields.task()
    requirements: list[Requirement] = fields.requirements()
    checklist: list[Box] = fields.checklist()
    text: str = fields.text()
    how_many: int = dspy.InputField(desc="how many questions to ask at least")
    questions: Annotated[
        list[Annotated[Line, Length(12, 140)]], Items(most=8, least_from="how_many")
    ] = dspy.OutputField(desc="a question about one fact")
