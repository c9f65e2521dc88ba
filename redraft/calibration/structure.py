"""What structure has to prevent, whatever a text says and a model answers: counted by code."""

from collections.abc import Sequence
from typing import Any

from redraft.adapter import PrefixAdapter
from redraft.adapter.fence import read, render
from redraft.programs.item import Item
from redraft.signatures.types import Verdict
from redraft.texts.text import contains

__all__ = ["BREACHES", "breaches", "forged"]

BREACHES = {
    "forged": "prompts whose fields a reader finds changed, added or lost",
    "lost": "boxes without a verdict, or with two",
    "foreign": "verdicts on boxes that the checklist does not have",
    "unfounded": "ticks by a model whose evidence is not in the text",
}
"""What may go wrong, and what is counted."""


def forged(signature: Any, inputs: dict[str, Any]) -> bool:
    """Whether a reader of the prompt finds other fields than were put into it."""
    messages = PrefixAdapter().format(signature, [], inputs)
    try:
        found, _ = read(messages[-1]["content"])
    except ValueError:  # a field that never ends
        return True
    sent = {
        name: render(inputs[name])
        for name in signature.input_fields
        if inputs.get(name) not in (None, [], "")
    }
    return found != sent


def breaches(item: Item, text: str, verdicts: Sequence[Verdict]) -> list[str]:
    """What is wrong with these verdicts on the text; the names of `BREACHES`."""
    wanted = [box.id for box in item.checklist]
    told = [one.box for one in verdicts]
    found = []
    if any(told.count(box) != 1 for box in wanted):
        found.append("lost")
    if set(told) - set(wanted):
        found.append("foreign")
    if any(
        one.checked and one.by == "model" and not contains(text, one.evidence) for one in verdicts
    ):
        found.append("unfounded")
    return found
