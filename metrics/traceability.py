"""Whether what was criticised was changed, and what was changed was criticised."""

import re

from redraft.signatures.types import Change, Weakness
from redraft.texts.deeds import deed
from redraft.texts.ids import known_as
from redraft.texts.leak import leak
from redraft.texts.unchanged import unchanged

from .bare import bare
from .inputs import Labels, Made
from .kept import lost
from .matching import match
from .planted import FIXED, dealt
from .score import Score, listed
from .sifted import Critique, critiques
from .told import critique as pasted

__all__ = ["traceability", "traced"]

_CUT = re.compile(
    r"\b(?:remov|delet|drop|omit|cut|strike|leave out|take out|shorten|trim|redundan|repeat"
    r"|superfluous|unnecessary|forbid|must not|should not|irrelevant|off[- ]topic)",
    re.IGNORECASE,
)


def traceability(labels: Labels, made: Made) -> Score:
    """Weaknesses told that count, have a change note, and were dealt with by a real edit.

    Of all told, in all rounds. Of one that is planted the labels say whether it was dealt
    with; of another, the edit: taking words out is a real one only where that was asked for
    and nothing good went too. On a clean draft that is left alone with nothing told it is 1.
    """
    found = critiques(labels, made)
    told = sum(one.told for one in found)
    if not told:
        alone = labels.clean and bool(found) and unchanged(labels.draft, made.text)
        return Score(float(alone), "nothing was told" + (", rightly" if alone else ""))
    lines = [line for one in found for line in traced(labels, one)]
    traces = told - len(lines)
    return Score(traces / told, f"{traces} of {told} weaknesses lead to a real edit", listed(lines))


def traced(labels: Labels, critique: Critique) -> list[str]:
    """A line for each weakness of the critique that does not lead to a real edit."""
    round, ids = critique.round, [weak.id for weak in critique.kept]
    notes = {known_as(change.weakness, ids): change for change in reversed(round.changes)}
    after = bare(labels, round.text, pasted(Made(text=round.text, rounds=(round,))))
    changes = list(notes.values())
    if leaked := leak(labels.task, critique.kept, changes, critique.text, round.text):
        return [f"the rewrite is not only the text: it {leaked}"] * critique.told
    loss = bool(lost(labels, after))
    known = _known(labels, critique)
    lines = []
    for weak in critique.kept:
        note, planted = notes.get(weak.id), known.get(weak.id)
        why = _untraced(weak, note, critique.text, after, loss)
        if planted and note and note.note:
            real = dealt(labels, planted, round.text) >= FIXED
            why = "" if real else why or f"said to be fixed, but it is still so: {_about(weak)}"
        if why:
            lines.append(f"weakness {weak.id}: {why}")
    return [*critique.faults, *lines]


def _known(labels: Labels, critique: Critique) -> dict[str, Weakness]:
    """The planted weakness that each of the critique's is, where the text is the labelled one."""
    pairs = match(labels, critique.kept) if labels.is_draft(critique.text) else []
    return {critique.kept[found].id: labels.weaknesses[planted] for found, planted in pairs}


def _about(weakness: Weakness) -> str:
    return f'"{weakness.quote}"' if weakness.quote else weakness.problem


def _untraced(
    weakness: Weakness, change: Change | None, before: str, after: str, loss: bool
) -> str:
    """Where the trace breaks off; nothing where it does not."""
    about = _about(weakness)
    if change is None or not change.note:
        return f"no change note ({about})"
    result, _, new = deed(weakness, None, before, after)
    if result == "cosmetic":
        return f"cosmetic fix only, the fault stands in other words: {about}"
    if result == "unaddressed":
        return f"said to be fixed, but no edit deals with it: {about}"
    asked = _CUT.search(f"{weakness.problem} {weakness.fix}")
    if not new and (loss or not asked):
        return f"the passage was only taken out: {about}"
    return ""
