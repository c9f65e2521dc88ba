"""What a text repeats of what its writer was told, as weaknesses."""

from collections.abc import Sequence

from redraft.signatures.fields import NOTES
from redraft.signatures.types import Box, Weakness
from redraft.texts.echo import echoed, orders
from redraft.texts.text import contains, locate

__all__ = ["echoes", "repeated"]


def repeated(task: str, checklist: Sequence[Box], before: str, text: str) -> list[str]:
    """Orders of the task, questions of boxes and notes of the prompt that came into the text."""
    # a box is told with its check behind it, so even a short question is known by that
    boxes = [box.says if contains(text, box.says) else box.question for box in checklist]
    return echoed([*NOTES, *boxes, *orders(task)], before, text)


def echoes(task: str, checklist: Sequence[Box], text: str) -> list[Weakness]:
    """One weakness, found by code, for each line that the text repeats of what was told."""
    spans = (locate(text, line) for line in repeated(task, checklist, "", text))
    return [
        Weakness(
            by="code",
            category="clarity",
            quote=text[slice(*span)],
            problem="this repeats what the writer was told; it is no part of the text",
            fix="take it out",
        )
        for span in spans
        if span
    ]
