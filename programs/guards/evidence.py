"""Holds ticked boxes to their evidence, and each box to one verdict."""

import re
from collections.abc import Sequence

from redraft.signatures.types import Box, Verdict
from redraft.texts.evidence import flaw

__all__ = ["complete", "honest", "quoted"]


def honest(verdicts: Sequence[Verdict], text: str, checklist: Sequence[Box] = ()) -> list[Verdict]:
    """The verdicts, those ticked without evidence from the text unticked, `missing` saying why.

    What code answered stands as it is.
    """
    questions = {box.id: box.question for box in checklist}
    return [_held(verdict, text, questions.get(verdict.box, "")) for verdict in verdicts]


def _held(verdict: Verdict, text: str, question: str) -> Verdict:
    fault = flaw(verdict.evidence, text, question)
    if verdict.by == "code" or not verdict.checked or not fault:
        return verdict
    return verdict.model_copy(update={"checked": False, "missing": verdict.missing or fault})


def complete(verdicts: Sequence[Verdict], checklist: Sequence[Box]) -> list[Verdict]:
    """One verdict a box, in the checklist's order; a box without an answer is unticked."""
    first = {verdict.box: verdict for verdict in reversed(verdicts)}
    return [
        first.get(box.id) or Verdict(box=box.id, evidence="", missing="not answered", checked=False)
        for box in checklist
    ]


def quoted(evidence: str, text: str) -> list[str]:
    """The passages of the text that a failed check quotes in its evidence, at most three."""
    found = re.findall(r"'([^'\n]+)'", evidence)
    return [passage for passage in dict.fromkeys(found) if passage in text][:3]
