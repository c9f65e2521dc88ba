"""Whether the verdicts on the labelled draft are right."""

from collections.abc import Container

from redraft.signatures.types import Box, Verdict

from .evidence import unfounded
from .inputs import Labels, Made
from .score import Score, listed

__all__ = ["verdict_accuracy"]


def verdict_accuracy(labels: Labels, made: Made) -> Score:
    """Mean of the share right among boxes that are ticked and among those that are not.

    So that ticking everything, or nothing, earns half. Judged boxes only: code answers the
    others. A tick is right if its evidence, too, bears on the box; 1 where nothing is to judge.
    """
    boxes = {box.id: box for box in labels.checklist if not box.check}
    truth = {label.box: label for label in labels.verdicts if label.box in boxes}
    if not truth:
        return Score(1.0, "no judged box is labelled")
    verdicts = _on_draft(labels, made, truth)
    if verdicts is None:
        return Score(0.0, "no verdicts on the labelled draft")
    given = {verdict.box: verdict for verdict in reversed(verdicts)}
    wrong = {box: _wrong(labels, boxes[box], given.get(box), truth[box]) for box in truth}
    halves = []
    for side in (True, False):
        of = [not wrong[box] for box in truth if truth[box].checked is side]
        halves += [sum(of) / len(of)] if of else []
    right = sum(not why for why in wrong.values())
    return Score(
        sum(halves) / len(halves),
        f"{right} of {len(truth)} verdicts on the draft are right",
        listed([why for why in wrong.values() if why]),
    )


def _on_draft(labels: Labels, made: Made, boxes: Container[str]) -> tuple[Verdict, ...] | None:
    """The first verdicts on the draft that answer one of the boxes.

    A later round may have judged a copy of the draft whose own round holds code's verdicts alone.
    """
    said = [(round.text, tuple(round.verdicts)) for round in made.rounds]
    on_draft = (told for text, told in [*said, (made.text, made.verdicts)] if labels.is_draft(text))
    return next((told for told in on_draft if any(one.box in boxes for one in told)), None)


def _wrong(labels: Labels, box: Box, verdict: Verdict | None, label: Verdict) -> str:
    """What is wrong with the verdict on the draft; nothing where it is right."""
    about = f"box {box.id} ({box.question})"
    if verdict is None:
        return f"{about} has no verdict"
    if verdict.checked and not label.checked:
        return f"{about} is ticked, but {label.missing or 'the draft does not tick it'}"
    if label.checked and not verdict.checked:
        shown = f': "{label.evidence}"' if label.evidence else ""
        return f"{about} is not ticked, but the draft ticks it{shown}"
    why = unfounded(labels, box, verdict, labels.draft) if verdict.checked else ""
    return f'{about} is ticked on "{verdict.evidence}": {why}' if why else ""
