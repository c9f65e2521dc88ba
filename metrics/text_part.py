"""How good a text is, by code alone: the part of `refinement` that needs no model."""

from collections import Counter

from redraft.texts.unchanged import empty
from redraft.texts.words import words

from .bare import bare
from .checklist import coded
from .critique_recall import missed
from .inputs import Labels, Made
from .kept import kept, lost, restored
from .leaked import leaked
from .planted import dealt
from .scope import creep, fitting
from .score import Score, listed, share
from .told import critique, told

__all__ = ["WEIGHTS", "text_part"]

WEIGHTS = {"coded": 0.25, "planted": 0.35, "kept": 0.15, "near": 0.15, "scope": 0.10}
"""What counts how much; of an example without coded boxes, say, the others count so much more."""
GRAVE = {"minor": 1, "major": 2, "critical": 3}


def text_part(labels: Labels, made: Made) -> Score:
    """The weighted mean of its parts, 0 to 1; 0 for no text, or one that holds its critique.

    coded: boxes that code ticks. planted: weaknesses of the draft dealt with, by severity.
    kept: the good of the draft that stays. near: words shared with the reference, and no
    others (F1). scope: nothing added that answers nothing.
    """
    text = made.text
    if empty(text):
        return Score(0.0, "there is no text")
    if line := leaked(labels, made):
        return Score(0.0, line, (line,))
    own = bare(labels, text, critique(made), told(made))
    boxes, open_boxes = _coded(labels, text)
    planted, left = _planted(labels, own)
    _, idle = creep(labels, text, made)
    parts = {
        "coded": boxes,
        "planted": planted,
        "kept": kept(labels, own) if labels.draft else None,
    }
    parts |= {"near": _near(labels, own), "scope": fitting(labels, text, idle)}
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
    """F1 of the words of the text against the reference's, repeats counted.

    With what it lost put back, and at least as long as the shorter of draft and reference:
    leaving out what is hard to say brings no text nearer.
    """
    if not labels.reference:
        return None
    mine, theirs = Counter(words(restored(labels, text))), Counter(words(labels.reference))
    size = max(mine.total(), min(len(words(labels.draft)) or theirs.total(), theirs.total()))
    return share(2 * (mine & theirs).total(), size + theirs.total())
