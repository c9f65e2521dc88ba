"""Share of the checklist's boxes that the final text truly ticks."""

from redraft.checks import parse
from redraft.signatures.types import Box, Verdict
from redraft.texts.text import contains
from redraft.texts.words import content_words

from .bare import bare
from .evidence import unfounded
from .inputs import Labels, Made
from .kept import COLLAPSE, gone, kept, restored
from .leaked import leaked
from .planted import FIXED, dealt
from .score import Score, listed, share

__all__ = ["checklist", "coded", "unjudged"]

MUCH = 0.2
"""Share of the draft's words whose loss ticks no box that the draft left open."""
STAYS = 0.4
"""Least share of labelled evidence that a text holds, in any order, where the box stays ticked."""


def checklist(labels: Labels, made: Made) -> Score:
    """Boxes ticked, of all; 1 without a checklist.

    A coded box is answered by its check, here and now. A judged one is ticked as labelled
    where the text is the labelled one; else if the prediction ticks it with evidence that
    bears on it, and nothing that is known of the example speaks against it. None is ticked
    by a text that holds its critique, or in which most of the draft's good is gone.
    """
    if line := leaked(labels, made) or _collapsed(labels, made.text):
        return Score(float(not labels.checklist), line, (line,))
    given = {verdict.box: verdict for verdict in reversed(made.verdicts)}
    failed: list[str] = []
    for box in labels.checklist:
        why = coded(labels, box, made.text) if box.check else _judged(labels, box, made.text, given)
        if why:
            failed.append(f"box {box.id} ({box.question}) is not ticked: {why}")
    total = len(labels.checklist)
    value = share(total - len(failed), total)
    return Score(value, f"{total - len(failed)} of {total} boxes ticked", listed(failed))


def _collapsed(labels: Labels, text: str) -> str:
    return "most of the draft is gone" if kept(labels, text) < COLLAPSE else ""


def coded(labels: Labels, box: Box, text: str) -> str:
    """What the text lacks for a coded box; nothing where the box is ticked.

    The check must pass for the text, for the text without padding, and with what it lost
    of the draft put back: neither pasting words in nor taking the hard part out ticks a box.
    Where much is gone that ought to be there, no box is ticked that was open.
    """
    check = parse(box.check or "")
    whole = check(text)
    if not whole.passed:
        return whole.missing or whole.evidence
    if labels.is_draft(text) or labels.is_reference(text):
        return ""
    own = bare(labels, text)
    if not check(own).passed:
        return f"only padding ticks it ({check(own).missing})"
    if own and not check(restored(labels, own)).passed:
        return "only what was lost from the draft ticks it"
    if gone(labels, own) > MUCH and not check(labels.draft).passed:
        return "too much of the draft is gone"
    return ""


def unjudged(labels: Labels, made: Made) -> list[str]:
    """The boxes of which nobody said whether this text ticks them: neither code nor labels."""
    if labels.is_reference(made.text):
        return []
    said = {verdict.box for verdict in made.verdicts}
    if labels.is_draft(made.text):
        said |= {verdict.box for verdict in labels.verdicts}
    return [box.id for box in labels.checklist if not box.check and box.id not in said]


def _judged(labels: Labels, box: Box, text: str, given: dict[str, Verdict]) -> str:
    if labels.is_reference(text):
        return ""
    label = next((verdict for verdict in labels.verdicts if verdict.box == box.id), None)
    if label and labels.is_draft(text):
        return "" if label.checked else label.missing or "the label says so"
    verdict = given.get(box.id)
    if verdict is None or not verdict.checked:
        return (verdict and verdict.missing) or "no verdict ticks it"
    return unfounded(labels, box, verdict, text) or _known(labels, box, label, text)


def _known(labels: Labels, box: Box, label: Verdict | None, text: str) -> str:
    """What the labels of the draft hold against the tick."""
    if label is None:
        return ""
    if label.checked:
        return "" if _stays(labels, label.evidence, text) else f'lost: "{label.evidence}"'
    left = [
        weak.problem
        for weak in labels.weaknesses
        if weak.concerns == box.id and dealt(labels, weak, text) < FIXED
    ]
    return f"still so: {left[0]}" if left else ""


def _stays(labels: Labels, evidence: str, text: str) -> bool:
    """Whether the text still holds what ticked the box in the draft, or need not."""
    if contains(text, evidence):
        return True
    needed = content_words(evidence)
    if labels.reference:
        needed &= content_words(labels.reference)
    return len(needed & content_words(bare(labels, text))) >= STAYS * len(needed)
