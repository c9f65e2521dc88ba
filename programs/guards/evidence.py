"""Holds ticked boxes to their evidence, and each box to one verdict."""

import unicodedata
from collections.abc import Sequence

from rapidfuzz import fuzz

from redraft.signatures.types import Box, Verdict

from .text import contains, normalise
from .words import words

__all__ = ["complete", "honest"]

LEAST_WIDTH = 8
"""Columns that evidence takes up at least; a wide character takes two."""
LEAST_WORDS = 2
ECHO = 92
"""Likeness, of 100, at which evidence is only the box's own question."""


def honest(verdicts: Sequence[Verdict], text: str, checklist: Sequence[Box] = ()) -> list[Verdict]:
    """The verdicts, those ticked without evidence from the text unticked, `missing` saying why.

    What code answered stands as it is.
    """
    questions = {box.id: box.question for box in checklist}
    return [_held(verdict, text, questions.get(verdict.box, "")) for verdict in verdicts]


def _held(verdict: Verdict, text: str, question: str) -> Verdict:
    fault = _fault(verdict.evidence, text, question)
    if verdict.by == "code" or not verdict.checked or not fault:
        return verdict
    return verdict.model_copy(update={"checked": False, "missing": verdict.missing or fault})


def _fault(evidence: str, text: str, question: str) -> str:
    """What is wrong with the evidence; empty where nothing is."""
    if not words(evidence):
        return "ticked without evidence"
    if _width(evidence) < LEAST_WIDTH or len(words(evidence)) < LEAST_WORDS:
        return "the evidence is too short to show it"
    if not contains(text, evidence):
        return "the evidence is not in the text"
    if question and fuzz.ratio(normalise(evidence), normalise(question)) >= ECHO:
        return "the evidence only repeats the question"
    return ""


def _width(text: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(char) in "WF") for char in normalise(text))


def complete(verdicts: Sequence[Verdict], checklist: Sequence[Box]) -> list[Verdict]:
    """One verdict a box, in the checklist's order; a box without an answer is unticked."""
    first = {verdict.box: verdict for verdict in reversed(verdicts)}
    return [
        first.get(box.id) or Verdict(box=box.id, evidence="", missing="not answered", checked=False)
        for box in checklist
    ]
