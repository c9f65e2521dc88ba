"""How good a text is, by code alone: the part of `refinement` that needs no model."""

from collections import Counter

from redraft.texts.leak import leak
from redraft.texts.unchanged import empty
from redraft.texts.words import words

from .bare import bare
from .checklist import coded
from .critique_recall import missed
from .inputs import Labels, Made
from .kept import kept, lost
from .planted import dealt
from .scope import creep, critique
from .score import Score, listed, share

__all__ = ["WEIGHTS", "text_part"]

WEIGHTS = {"coded": 0.25, "planted": 0.35, "kept": 0.15, "near": 0.15, "scope": 0.10}
"""What counts how much; of an example without coded boxes, say, the others count so much more."""
GRAVE = {"minor": 1, "major": 2, "critical": 3}


def text_part(labels: Labels, made: Made) -> Score:
    """The weighted mean of its parts, 0 to 1; 0 for no text, or one that holds its critique.

    coded: boxes that code ticks. planted: weaknesses of the draft dealt with, by severity.
    kept: the good of the draft that stays. near: words shared with the reference, and no
    others (F1). scope: added sentences that answer something.
    """
    text = made.text
    if empty(text):
        return Score(0.0, "there is no text")
    told = [weak for round in made.rounds for weak in round.weaknesses]
    changes = [change for round in made.rounds for change in round.changes]
    if leaked := leak(labels.task, [*told, *labels.weaknesses], changes, labels.draft, text):
        line = f"the text is not only the text: it {leaked}"
        return Score(0.0, line, (line,))
    own = bare(labels, text, critique(made))
    boxes, open_boxes = _coded(labels, text)
    planted, left = _planted(labels, own)
    new, idle = creep(labels, text, critique(made))
    parts = {
        "coded": boxes,
        "planted": planted,
        "kept": kept(labels, own) if labels.draft else None,
    }
    parts |= {"near": _near(labels, own), "scope": share(new - len(idle), new)}
    known = {name: value for name, value in parts.items() if value is not None}
    whole = sum(WEIGHTS[name] for name in known)
    value = sum(WEIGHTS[name] * part for name, part in known.items()) / whole
    gone = [f'lost from the draft: "{said}"' for said in lost(labels, own)]
    said = [*open_boxes, *left, *gone, *(f'nobody asked for: "{one}"' for one in idle)]
    why = ", ".join(f"{name} {part:.2f}" for name, part in known.items())
    return Score(value, why, listed(said, 12), known)


def _coded(labels: Labels, text: str) -> tuple[float | None, list[str]]:
    boxes = [box for box in labels.checklist if box.check]
    open_ = {box.id: why for box in boxes if (why := coded(labels, box, text))}
    lines = [f"box {box.id} ({box.question}): {open_[box.id]}" for box in boxes if box.id in open_]
    return (1 - len(open_) / len(boxes) if boxes else None), lines


def _planted(labels: Labels, text: str) -> tuple[float | None, list[str]]:
    values = [(weak, dealt(labels, weak, text)) for weak in labels.weaknesses]
    whole = sum(GRAVE[weak.severity] for weak, _ in values)
    done = sum(GRAVE[weak.severity] * value for weak, value in values)
    left = [
        missed(weak).replace("missed", "still there", 1) for weak, value in values if value < 0.5
    ]
    return (done / whole if whole else None), left


def _near(labels: Labels, text: str) -> float | None:
    """F1 of the words of the text against the reference's, repeats counted."""
    if not labels.reference:
        return None
    mine, theirs = Counter(words(text)), Counter(words(labels.reference))
    return share(2 * (mine & theirs).total(), mine.total() + theirs.total())
