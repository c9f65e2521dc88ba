"""The answer to one question, without the text."""

from typing import Annotated

import dspy

from . import fields
from .markers import Length
from .types import Requirement

__all__ = ["AnswerQuestion"]


class AnswerQuestion(dspy.Signature):
    """Answer the question in a few words.

    From the task and the requirements alone, or from what is known beyond doubt. certain:
    false where they do not say it; the answer then says what is not known.
    """

    task: str = fields.task()
    requirements: list[Requirement] = fields.requirements()
    question: str = dspy.InputField(desc="the question to answer")
    answer: Annotated[str, Length(1, 160)] = dspy.OutputField(desc="the answer in a few words")
    certain: bool = dspy.OutputField(desc="whether it is known")
