"""An example as a run is given it, and as what the run makes is scored."""

from redraft.data import Row
from redraft.programs.item import Item

__all__ = ["given", "item_of"]


def given(row: Row, *, fresh: bool) -> Row:
    """The example; a fresh one without its draft, and without what is labelled of that.

    A text that was written without ever seeing the draft owes it nothing.
    """
    if not fresh:
        return row
    return row.model_copy(update={"draft": None, "weaknesses": [], "verdicts": []})


def item_of(row: Row) -> Item:
    """What a program works on of the example: its labels stay behind."""
    needs = [requirement.model_dump() for requirement in row.requirements]
    boxes = [box.model_dump() for box in row.checklist]
    return Item.of(row.task, needs, boxes, row.draft)
