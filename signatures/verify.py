"""Which boxes the text ticks."""

import dspy

from .markers import Items
from .types import Box, Requirement, Verdict

__all__ = ["Verify"]


class Verify(dspy.Signature):
    """Audit the text against the open boxes, strictly, from its words alone.

    For each box look for the words that tick it. evidence: those words, copied exactly;
    empty if there are none. missing: what the text would still have to say. checked:
    true only if the evidence alone does all that the box asks; vague, partial or merely
    related words do not tick a box.
    """

    task: str = dspy.InputField(desc="what the user asked for, word for word")
    requirements: list[Requirement] = dspy.InputField(desc="what the task demands")
    checklist: list[Box] = dspy.InputField(desc="boxes that the finished text must tick")
    text: str = dspy.InputField(desc="the text to audit")
    open_boxes: list[Box] = dspy.InputField(desc="the boxes to answer")
    verdicts: list[Verdict] = dspy.OutputField(
        desc="one verdict for each open box, in order", items=Items(each="open_boxes", key="box")
    )
