"""What a text will be held to, found before it is read."""

from typing import Annotated

import dspy

from . import fields
from .markers import Items, Length
from .types import Box, Line, Requirement

__all__ = ["Demands"]


class Demands(dspy.Signature):
    """Say what a text for this task will have to be held to.

    kinds: the kinds of weakness that matter most in such a text. demands: what the task
    demands, each on its own and so that one can tell whether it is met; not what the
    requirements say already. questions: for a checklist, each answered by yes or no from
    the words of the text alone, yes being good; not what the checklist asks already.
    """

    task: str = fields.task()
    requirements: list[Requirement] = fields.requirements()
    checklist: list[Box] = fields.checklist()
    kinds: Annotated[list[Annotated[Line, Length(4, 40)]], Items(most=5)] = dspy.OutputField(
        desc="a kind of weakness, in one to three words"
    )
    demands: Annotated[list[Annotated[Line, Length(12, 120)]], Items(most=5)] = dspy.OutputField(
        desc="what the task demands"
    )
    questions: Annotated[list[Annotated[Line, Length(16, 140)]], Items(most=5)] = dspy.OutputField(
        desc="a question that a good text answers with yes"
    )
