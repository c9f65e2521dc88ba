"""The four-iteration chat, its basic form.

The wording is the published one ("Iterative Refinement Loop", a prompt template that is
passed on among public notes without an author's name; as in github.com/astrosteveo/
knowledge-base, Concepts/Prompting-Techniques, 9 December 2025), but for "[task]", which
is the task.
"""

from typing import Annotated

import dspy

from . import fields
from .markers import Items, Length
from .notes import Turn
from .types import Line, Requirement

__all__ = ["BasicCritique", "BasicReview", "BasicRewrite", "FirstVersion"]


class FirstVersion(dspy.Signature):
    """[ITERATION 1]
    Create a draft of the task.
    """

    task: str = fields.task()
    requirements: list[Requirement] = fields.requirements()
    version: str = dspy.OutputField()


class BasicCritique(dspy.Signature):
    """[ITERATION 2]
    Review the above output. Identify 3 weaknesses or gaps.
    """

    task: str = fields.task()
    requirements: list[Requirement] = fields.requirements()
    conversation: list[Turn] = fields.conversation()
    weaknesses: Annotated[list[Annotated[Line, Length(12, 180)]], Items(least=3, most=3)] = (
        dspy.OutputField(desc="a weakness or gap")
    )


class BasicRewrite(dspy.Signature):
    """[ITERATION 3]
    Rewrite the output addressing all identified weaknesses.
    """

    task: str = fields.task()
    requirements: list[Requirement] = fields.requirements()
    conversation: list[Turn] = fields.conversation()
    rewrite: str = dspy.OutputField()


class BasicReview(dspy.Signature):
    """[ITERATION 4]
    Final review: Is this production-ready? If not, what's missing?
    """

    task: str = fields.task()
    requirements: list[Requirement] = fields.requirements()
    conversation: list[Turn] = fields.conversation()
    missing: Annotated[list[Annotated[Line, Length(8, 140)]], Items(most=4)] = dspy.OutputField(
        desc="what is missing"
    )
    production_ready: bool = dspy.OutputField(desc="whether it is production-ready")
