"""ArgRewrite V.2 (CC BY 4.0): student essays in three drafts, with an expert's feedback.

The feedback was given on the first draft and has no quotes, so every weakness is one of the
whole text. The third draft is the reference: later, not flawless.
"""

from collections.abc import Mapping
from textwrap import shorten
from typing import Any

__all__ = ["CRITERIA", "adapt"]

TASK = (
    "Write an argumentative essay on self-driving cars: take a side, support it with evidence "
    "from the reading, and answer the strongest argument of the other side."
)
CRITERIA = {
    "prompt": "Answers every part of the assignment",
    "thesis": "States a clear thesis that takes a side",
    "claim": "Makes distinct claims, each of which supports the thesis",
    "evidence": "Supports every claim with specific evidence from the reading",
    "reasoning": "Explains how the evidence supports each claim",
    "organization": "Follows a logical order from introduction to conclusion",
    "rebuttal": "Names the other side's arguments and answers them",
    "precision": "Uses exact words",
    "fluency": "Has varied sentences that read well",
    "conventions": "Keeps to spelling, grammar and punctuation",
}
"""The rubric's criteria, as boxes that a model answers."""


def adapt(record: Mapping[str, Any]) -> dict[str, Any]:
    """The first draft with the expert's weaknesses, a judged box for each criterion."""
    order = list(CRITERIA)
    boxes = {criterion: f"b{number}" for number, criterion in enumerate(order, 1)}
    weaknesses = [
        {
            "category": item["category"],
            "quote": "",
            "concerns": boxes.get(item["category"], ""),
            "problem": shorten(item["text"], 240, placeholder=" ..."),
            "severity": "major",
        }
        for item in record["expert_weaknesses"]
        if item["text"].strip()
    ]
    return {
        "id": str(record["id"]),
        "kind": "argumentative essay",
        "task": TASK,
        "requirements": ["Takes a side", "Uses the reading", "Answers the other side"],
        "checklist": list(CRITERIA.values()),
        "draft": record["draft1"],
        "weaknesses": weaknesses,
        "reference": record["draft3"],
    }
