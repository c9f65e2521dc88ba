"""What is wrong with the text."""

from typing import Annotated

import dspy

from . import fields
from .markers import Items
from .types import Box, Requirement, Verdict, Weakness

__all__ = ["Critique"]


class Critique(dspy.Signature):
    """Be the toughest reader this text will meet and list its weaknesses.

    Begin with the unticked boxes and with what the audit says was not really fixed.
    Each weakness is about another passage: quote its words exactly, or leave the quote
    empty if something is left out. Say what this reader cannot see, believe or do because
    of it, then give the very words to write there instead, with facts from the task. No
    praise, nothing twice, no matters of taste.
    """

    task: str = fields.task()
    requirements: list[Requirement] = fields.requirements()
    checklist: list[Box] = fields.checklist()
    text: str = fields.text()
    categories: list[str] = dspy.InputField(desc="the kinds of weakness to look for")
    unticked: list[Verdict] = dspy.InputField(desc="boxes the text does not tick yet")
    audit: list[str] = dspy.InputField(desc="what the last rewrite did not really fix")
    min_weaknesses: int = dspy.InputField(desc="how many weaknesses to find at least")
    weaknesses: Annotated[list[Weakness], Items(most=6, least_from="min_weaknesses", quoted=2)] = (
        dspy.OutputField()
    )
