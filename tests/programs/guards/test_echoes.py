"""What a text repeats of what its writer was told becomes weaknesses."""

from redraft.programs.guards import echoes, repeated, sieve
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


def test_advice_pasted_into_the_task_may_stand_in_the_text() -> None:
    """It speaks to the reader of the text, not to the writer."""
    order = "Turn these notes into a leaflet for patients."
    advice = "Ask your doctor before you take this medicine."
    task = f"{order}\n\n{advice}"
    assert echoes(task, BOXES, f"# Medicine\n\n{advice}") == []
    assert repeated(task, BOXES, "", f"{advice} {task}") == [order]


def test_a_text_of_its_own_has_none() -> None:
    """And what stood there before a rewrite is not held against it."""
    assert echoes(TASK, BOXES, "The cause was a time-out; 2,140 orders failed.") == []
    assert repeated(TASK, BOXES, TEXT, TEXT) == []


def test_a_box_is_known_by_its_check() -> None:
    """Even one of a word or two, which could stand in a text by chance; it is told once."""
    boxes = [
        Box(id="b1", question="Six parts", check='has headings "Problem", "Risks"'),
        Box(id="b2", question="Says how many orders failed", check='contains "2,140"'),
    ]
    shown = f"## Problem\n\n## {boxes[0].says}\n\nThe six parts: {boxes[1].says}"
    assert repeated(TASK, boxes, "", shown) == [box.says for box in boxes]
    assert repeated(TASK, boxes, "", "Six parts failed.") == []


def test_each_line_that_was_told_counts() -> None:
    """They have one problem and one fix, and are faults of their own all the same."""
    kept, dropped = sieve(echoes(TASK, BOXES, TEXT), TEXT)
    assert len(kept) == 3
    assert dropped == []
