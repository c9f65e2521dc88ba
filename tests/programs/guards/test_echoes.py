"""What a text repeats of what its writer was told becomes weaknesses."""

from redraft.programs.guards import echoes, repeated
from redraft.signatures.types import Box

TASK = "Turn this note into a report. The cause was a time-out."
BOXES = [Box(id="b1", question="Says how many orders failed")]
TEXT = """Task: what the user asked for, word for word.

Turn this note into a report. The cause was a time-out. It says how many orders failed: 2,140."""


def test_each_line_that_was_told_is_a_weakness_that_code_found() -> None:
    """The prompt's own note, the box's question and the order, each at its place; no fact."""
    found = echoes(TASK, BOXES, TEXT)
    assert [weakness.quote for weakness in found] == [
        "what the user asked for, word for word",
        "says how many orders failed",
        "Turn this note into a report.",
    ]
    assert {weakness.by for weakness in found} == {"code"}


def test_a_text_of_its_own_has_none() -> None:
    """And what stood there before a rewrite is not held against it."""
    assert echoes(TASK, BOXES, "The cause was a time-out; 2,140 orders failed.") == []
    assert repeated(TASK, BOXES, TEXT, TEXT) == []
