"""The text, mended passage by passage."""

import dspy

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

    task: str = dspy.InputField(desc="what the user asked for, word for word")
    requirements: list[Requirement] = dspy.InputField(desc="what the task demands")
    checklist: list[Box] = dspy.InputField(desc="boxes that the finished text must tick")
    text: str = dspy.InputField(desc="the text to mend")
    weaknesses: list[Weakness] = dspy.InputField(desc="what is wrong with it")
    edits: list[Edit] = dspy.OutputField(
        desc="one replacement for each weakness", items=Items(each="weaknesses", key="weakness")
    )
