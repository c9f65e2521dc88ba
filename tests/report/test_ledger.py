"""The ledger as a person reads it."""

from typing import Any

import pytest

from redraft.report.ledger import ledger_lines
from redraft.signatures.records import Dropped, LedgerRow, Rejected, Round
from redraft.signatures.types import Change, Weakness

WEAK = Weakness(
    id="w1",
    category="clarity",
    quote="closes soon",
    problem="No day is given.",
    fix="Name the day.",
    concerns="b1",
)
NOTE = Change(weakness="w1", note="it names Friday")
ROW = LedgerRow(
    weakness=WEAK,
    change=NOTE,
    before="It closes soon.",
    after="It closes on Friday.",
    outcome="fixed",
    ticked=True,
)
DRAFT = Round(number=0, text="It closes soon.")


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    """Columns enough for each of these lines."""
    monkeypatch.setenv("COLUMNS", "100")


def told(**given: Any) -> list[str]:
    """The lines of one round, uncoloured, their blanks collapsed."""
    known: dict[str, Any] = {"number": 1, "text": "x", "policy": "edits", "weaknesses": [WEAK]}
    lines = ledger_lines((DRAFT, Round(**known | given)))
    return [" ".join(bare(line).split()) for line in lines if line]


def bare(line: str) -> str:
    """The line without its colours."""
    import click

    return click.unstyle(line)


def test_the_draft_has_no_ledger() -> None:
    """Round 0 was not rewritten: nothing is said of it."""
    assert ledger_lines((DRAFT,)) == []
    assert ledger_lines(()) == []


def test_a_row_is_weakness_change_edit_and_outcome() -> None:
    """In that order, with the box it concerns."""
    assert told(ledger=[ROW]) == [
        "Round 1: 1 weakness, rewritten as edits",
        "w1 clarity, major [b1]: No day is given.",
        'quote "closes soon"',
        "fix Name the day.",
        "change it names Friday",
        'before "It closes soon."',
        'after "It closes on Friday."',
        "outcome fixed; box b1 ticked",
    ]


def test_an_edit_that_was_not_made_shows_none() -> None:
    """No passage before and after; a box that stays open is said to."""
    row = ROW.model_copy(
        update={"before": "", "after": "", "outcome": "unaddressed", "ticked": False}
    )
    assert told(ledger=[row])[-2:] == ["change it names Friday", "outcome unaddressed; box b1 open"]


def test_an_omission_has_no_quote_and_a_repeated_fix_is_said_once() -> None:
    """What is empty or told already takes no line."""
    weak = WEAK.model_copy(update={"quote": "", "concerns": "", "fix": WEAK.problem})
    row = LedgerRow(weakness=weak, outcome="unaddressed")
    assert told(ledger=[row])[1:] == [
        "w1 clarity, major: No day is given.",
        "outcome unaddressed",
    ]


def test_a_weakness_that_code_made_is_told_apart() -> None:
    """It comes from an open box, not from the critique."""
    weak = WEAK.model_copy(update={"by": "code"})
    assert (
        told(ledger=[LedgerRow(weakness=weak)])[1] == "w1 from an open box [b1]: No day is given."
    )


def test_a_round_without_a_rewrite_lists_its_weaknesses() -> None:
    """No policy, no outcome; the weaknesses stand with their fixes."""
    lines = told(policy="", ledger=[])
    assert lines[0] == "Round 1: 1 weakness, no rewrite was taken"
    assert "outcome" not in " ".join(lines)
    assert "fix Name the day." in lines


def test_what_code_turned_down_is_told_with_its_reason() -> None:
    """Rejected rewrites, dropped weaknesses and sentences that nobody asked for."""
    lines = told(
        ledger=[ROW],
        rejected=[Rejected(policy="whole", reason="loss", detail='"Ann" is gone', text="x")],
        dropped=[Dropped(weakness=WEAK, reason="praise")],
        scope_creep=["Buy now!"],
    )
    assert lines[-3:] == [
        'rejected rewrite as whole: loss: "Ann" is gone',
        "dropped praise: No day is given.",
        'unasked for "Buy now!"',
    ]


def test_every_round_has_its_heading() -> None:
    """Two rounds, in order."""
    rounds = (DRAFT, *(Round(number=n, text="x", policy="whole") for n in (1, 2)))
    assert [bare(line) for line in ledger_lines(rounds) if line] == [
        "Round 1: 0 weaknesses, rewritten as whole",
        "Round 2: 0 weaknesses, rewritten as whole",
    ]
