"""What to think of before the first text."""

from typing import Annotated

import dspy

from . import fields
from .markers import Items, Length
from .types import Box, Line, Requirement

__all__ = ["Plan"]


class Plan(dspy.Signature):
    """Think the task through before anything is written.

    goal: what the reader shall know or do after reading. constraints: what the text must
    keep to. assumptions: what the task leaves open, and what you take it to be. options:
    two or three ways to build the text, each with its drawback. outline: the way you
    choose, one line for each part of the text, in order, with the facts that belong there.
    """

    task: str = fields.task()
    requirements: list[Requirement] = fields.requirements()
    checklist: list[Box] = fields.checklist()
    goal: Annotated[Line, Length(12, 160)] = dspy.OutputField(desc="what the text is for")
    constraints: Annotated[list[Annotated[Line, Length(8, 120)]], Items(most=5)] = dspy.OutputField(
        desc="what it must keep to"
    )
    assumptions: Annotated[list[Annotated[Line, Length(8, 120)]], Items(most=4)] = dspy.OutputField(
        desc="what the task leaves open, and what it is taken to be"
    )
    options: Annotated[list[Annotated[Line, Length(8, 160)]], Items(most=3)] = dspy.OutputField(
        desc="a way to build the text, and its drawback"
    )
    outline: Annotated[list[Annotated[Line, Length(8, 160)]], Items(most=8)] = dspy.OutputField(
        desc="one part of the text, and the facts that belong there"
    )
