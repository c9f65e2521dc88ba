"""The four-iteration chat, its advanced form.

The published wording (see `template_basic`) asks these of one technical document; here
"the RFC" is the output, its categories and boxes are the item's, and how many weaknesses
to find at least is a setting.
"""

from typing import Annotated

import dspy

from . import fields
from .markers import Free, Items, Length
from .notes import Gap, Tick, Turn
from .types import Box, Line, Requirement

__all__ = ["AdvancedCritique", "AdvancedReview", "AdvancedRewrite"]


class AdvancedCritique(dspy.Signature):
    """[ITERATION 2]
    Review the output critically:
    - Identify weaknesses or unstated assumptions in each of the categories
    - Find gaps in what it plans or tells
    - Note any missing stakeholder concerns
    - Check for unclear or ambiguous sections
    """

    task: str = fields.task()
    requirements: list[Requirement] = fields.requirements()
    conversation: list[Turn] = fields.conversation()
    categories: list[str] = dspy.InputField(desc="the kinds of weakness to look for")
    min_weaknesses: int = dspy.InputField(desc="how many weaknesses to find at least")
    weaknesses: Annotated[list[Gap], Items(most=6, least_from="min_weaknesses")] = (
        dspy.OutputField()
    )


class AdvancedRewrite(dspy.Signature):
    """[ITERATION 3]
    Rewrite the output addressing every issue from Iteration 2. For each fix, briefly note
    what changed.
    """

    task: str = fields.task()
    requirements: list[Requirement] = fields.requirements()
    conversation: list[Turn] = fields.conversation()
    changes: Annotated[list[Annotated[Line, Length(8, 120)]], Items(most=6)] = dspy.OutputField(
        desc="for each fix, what changed"
    )
    rewrite: Annotated[str, Free()] = dspy.OutputField()


class AdvancedReview(dspy.Signature):
    """[ITERATION 4]
    Final review checklist. If any box is unchecked, specify what's missing.
    """

    task: str = fields.task()
    requirements: list[Requirement] = fields.requirements()
    conversation: list[Turn] = fields.conversation()
    checklist: list[Box] = fields.checklist()
    review: Annotated[list[Tick], Items(each="checklist", key="box")] = dspy.OutputField()
