"""Holds ticked boxes to their evidence, and each box to one verdict."""

import re
from collections.abc import Sequence

from redraft.checks.quoted import found
from redraft.signatures.types import Box, Verdict
from redraft.texts.evidence import flaw
from redraft.texts.ids import known_as

__all__ = ["complete", "honest", "quoted"]

_NAMED = re.compile(r"""(?<!\w)'([^\n]+?)'(?!\w)|"([^"\n]+)\"""")


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
    ids = [box.id for box in checklist]
    meant = [one.model_copy(update={"box": known_as(one.box, ids)}) for one in verdicts]
    first = {verdict.box: verdict for verdict in reversed(meant)}
    return [
        first.get(box.id) or Verdict(box=box.id, evidence="", missing="not answered", checked=False)
        for box in checklist
    ]


def _whole(clipped: str) -> str:
    return clipped.rpartition(" ")[0] if clipped.endswith("\u2026") else ""


def quoted(missing: str, text: str) -> list[str]:
    """The passages of the text that a failed check names as what is wrong, at most three.

    Of one that the check clipped, the whole words that are left.
    """
    named = (single or double for single, double in _NAMED.findall(missing))
    places = (found(one, text) or found(_whole(one), text) for one in named)
    return list(dict.fromkeys(filter(None, places)))[:3]
