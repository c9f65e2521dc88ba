"""Whether what a verdict quotes is evidence for its box."""

from redraft.signatures.types import Box, Verdict
from redraft.texts.evidence import flaw
from redraft.texts.segments import alike
from redraft.texts.text import locate
from redraft.texts.words import content_words

from .bare import bare
from .inputs import Labels
from .planted import answer

__all__ = ["unfounded"]

SAME = 0.6
"""Least likeness of evidence to the labelled one for it to speak of the same."""


def unfounded(labels: Labels, box: Box, verdict: Verdict, text: str) -> str:
    """Why a tick does not hold, and nothing where it does.

    The evidence must be words of the bare text, and have to do with the box: a word in
    common with its question, its labelled evidence, or what is known to be wrong there.
    """
    own = bare(labels, text)
    if fault := flaw(verdict.evidence, own, box.question):
        return fault
    label = next((one for one in labels.verdicts if one.box == box.id), None)
    known = label.evidence if label else ""
    if known and (_meet(own, verdict.evidence, known) or alike(verdict.evidence, known) >= SAME):
        return ""
    if content_words(verdict.evidence) & _about(labels, box, known):
        return ""
    return "the evidence has nothing to do with the box"


def _about(labels: Labels, box: Box, known: str) -> frozenset[str]:
    """The words that evidence for the box could hold, as far as anybody knows."""
    planted = [weak for weak in labels.weaknesses if weak.concerns == box.id]
    lines = [box.question, known, *(weak.problem for weak in planted)]
    answers = [answer(labels, weak) for weak in planted if labels.reference]
    return frozenset[str]().union(*map(content_words, lines), *answers)


def _meet(text: str, one: str, other: str) -> bool:
    first, second = locate(text, one), locate(text, other)
    return bool(first and second and first[0] < second[1] and second[0] < first[1])
