"""An example as a run is given it, and as what the run makes is scored."""

from redraft.data import Row

__all__ = ["given"]


def given(row: Row, *, fresh: bool) -> Row:
    """The example; a fresh one without its draft, and without what is labelled of that.

    A text that was written without ever seeing the draft owes it nothing.
    """
    if not fresh:
        return row
    return row.model_copy(update={"draft": None, "weaknesses": [], "verdicts": []})
