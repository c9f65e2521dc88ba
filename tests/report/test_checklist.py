"""The checklist as a person reads it."""

import click
import pytest

from redraft.report.checklist import checklist_lines
from redraft.signatures.types import Box, Verdict

BOXES = [
    Box(id="b1", question="Is it short?", check="words <= 9"),
    Box(id="b2", question="Is the day named?"),
    Box(id="b3", question="Is it kind?"),
]
VERDICTS = [
    Verdict(box="b2", checked=True, evidence="on Friday"),
    Verdict(box="b1", checked=True, evidence="7 words", by="code"),
    Verdict(box="b3", checked=False, missing="a kind word"),
]


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")


def told(boxes: list[Box], verdicts: list[Verdict]) -> list[str]:
    """The lines without their colours."""
    return [click.unstyle(line) for line in checklist_lines(boxes, verdicts)]


def test_each_box_has_its_mark_its_judge_and_its_evidence() -> None:
    """In the order of the checklist; a model's evidence is quoted, code's is not."""
    assert told(BOXES, VERDICTS) == [
        "",
        "Checklist: 2 of 3 boxes ticked",
        "  [x] b1  Is it short? (code)",
        "          7 words",
        "  [x] b2  Is the day named? (model)",
        '          "on Friday"',
        "  [ ] b3  Is it kind? (model)",
        "          missing: a kind word",
    ]


def test_a_box_without_a_verdict_is_open() -> None:
    """Nobody answered it, and it says so."""
    assert told(BOXES[:1], []) == [
        "",
        "Checklist: 0 of 1 box ticked",
        "  [ ] b1  Is it short? (nobody answered)",
    ]


def test_without_boxes_there_is_no_checklist() -> None:
    """Not even a heading."""
    assert told([], []) == []


def test_ticks_are_green_and_open_boxes_red() -> None:
    """A glance tells them apart."""
    lines = checklist_lines(BOXES, VERDICTS)
    assert lines[2].startswith("\x1b[32m")
    assert lines[6].startswith("\x1b[31m")
