"""Unticked boxes as weaknesses: none is forgotten, and what code knows is said in its words."""

from collections.abc import Sequence

from redraft.checks import parse
from redraft.signatures.records import Dropped
from redraft.signatures.types import Box, Verdict, Weakness

from .evidence import quoted

__all__ = ["open_boxes"]

_FAULTS = ("lacks", "no placeholders", "every item")
"""Checks that find fault with what stands in the text, where the others miss something."""


def open_boxes(
    checklist: Sequence[Box],
    unticked: Sequence[Verdict],
    found: Sequence[Weakness],
    text: str,
) -> tuple[list[Weakness], list[Dropped]]:
    """The weaknesses of a round, numbered w1, w2, ..., and those that say again what code says.

    A box that code left unticked comes first, with exactly what is missing, at the passage
    that the check finds fault with or else where a found weakness saw it. Of a box that a model
    left unticked the found weaknesses speak, or one is made.
    """
    boxes = {box.id: box for box in checklist}
    facts = [verdict for verdict in unticked if verdict.by == "code"]
    known = {verdict.box for verdict in facts}
    kept = [weakness for weakness in found if weakness.concerns not in known]
    again = [weakness for weakness in found if weakness.concerns in known]
    spoken = {weakness.concerns for weakness in kept} | known
    told = [one for fact in facts for one in _made(boxes[fact.box], fact, again, text)]
    silent = [verdict for verdict in unticked if verdict.box not in spoken]
    rest = [one for verdict in silent for one in _made(boxes[verdict.box], verdict, (), text)]
    numbered = [
        weakness.model_copy(update={"id": f"w{number}"})
        for number, weakness in enumerate([*told, *kept, *rest], 1)
    ]
    return numbered, [Dropped(weakness=weakness, reason="duplicate") for weakness in again]


def _made(box: Box, verdict: Verdict, again: Sequence[Weakness], text: str) -> list[Weakness]:
    """One weakness for each passage that a check finds fault with, or one for the box."""
    check = parse(box.check).expression if box.check and verdict.by == "code" else ""
    at_fault = verdict.by != "code" or check.startswith(_FAULTS)
    passages = quoted(verdict.missing, text) if at_fault else []
    if check and len(passages) > 1:
        lead = verdict.missing.partition(":")[0]
        lacks = check.startswith("every item")
        told = [(one, f"{lead}: {one!r}" if lacks else f"{one!r} stands there") for one in passages]
        return [_weakness(box, one, problem) for one, problem in told]
    seen = [weakness.quote for weakness in again if weakness.concerns == box.id and weakness.quote]
    passage = [*passages, *seen, ""][0]
    return [_weakness(box, passage, verdict.missing or "the box is not ticked")]


def _weakness(box: Box, quote: str, problem: str) -> Weakness:
    return Weakness(
        by="code",
        category="completeness",
        quote=quote,
        problem=problem,
        fix=box.says,
        concerns=box.id,
    )
