"""The first text."""

import dspy

from .types import Box, Requirement

__all__ = ["Draft"]


class Draft(dspy.Signature):
    """Write the text that the task asks for.

    Meet every requirement and tick every box of the checklist. Be specific to this
    reader: concrete names, numbers, steps and dates, no filler, no placeholders. Stay as
    short as the task allows. Reply with the finished text alone, no comment before or
    after it.
    """

    task: str = dspy.InputField(desc="what the user asked for, word for word")
    requirements: list[Requirement] = dspy.InputField(desc="what the task demands")
    checklist: list[Box] = dspy.InputField(desc="boxes that the finished text must tick")
    draft: str = dspy.OutputField(desc="the finished text")
