"""The whole text, rewritten."""

import dspy

from .markers import Items
from .types import Box, Change, Requirement, Weakness

__all__ = ["Revise"]


class Revise(dspy.Signature):
    """Rewrite the text so that every weakness is gone and every box is ticked.

    First note, for each weakness, what the new text will say. Then write the whole new
    text: do what the notes say, keep what was good, add nothing that no weakness,
    requirement or box asks for. Never repeat the weak words, never mention the
    weaknesses or the notes in the text.
    """

    task: str = dspy.InputField(desc="what the user asked for, word for word")
    requirements: list[Requirement] = dspy.InputField(desc="what the task demands")
    checklist: list[Box] = dspy.InputField(desc="boxes that the finished text must tick")
    text: str = dspy.InputField(desc="the text to rewrite")
    weaknesses: list[Weakness] = dspy.InputField(desc="what is wrong with it")
    changes: list[Change] = dspy.OutputField(
        desc="one note for each weakness", items=Items(each="weaknesses", key="weakness")
    )
    revision: str = dspy.OutputField(desc="the whole new text", free=True)
