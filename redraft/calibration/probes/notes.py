"""Whether the author's notes on what was changed tick boxes, though nothing was."""

from redraft.calibration.case import Case
from redraft.calibration.changed import probe

__all__ = ["NOTES"]


def noted(case: Case) -> str:
    """The draft with a note below it for each open box, which says that it is dealt with."""
    open_boxes = [box for box in case.item.checklist if case.truth.get(box.id) is False]
    lines = [f"- Dealt with in this version: {box.question}" for box in open_boxes]
    return "\n".join([case.draft, "", "Notes of the author on what was changed:", *lines])


NOTES = probe("notes", "with the author's change notes below the text", noted)
