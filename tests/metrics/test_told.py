"""Which lines of the critique a text may not hold."""

import pytest

from redraft.metrics import Labels, Made
from redraft.metrics.scope import scope
from redraft.metrics.text_part import text_part
from redraft.metrics.told import critique
from redraft.signatures.records import Round
from redraft.signatures.types import Change, Weakness

from .conftest import DAY, DRAFT, REFERENCE, Run

LINE = "the gate is painted on Friday at nine, by the whole crew together."
MENDED = DRAFT.replace("the gate is painted some time soon.", LINE)
NOTE = "replaced 'the gate is painted some time soon, by the whole crew together.'"


def edited(policy: str) -> Made:
    """One round of that policy, whose note repeats most of what the text says."""
    note = Change(weakness="w1", note=NOTE)
    last = Round(number=1, text=MENDED, policy=policy, weaknesses=[DAY], changes=[note])
    return Made(text=MENDED, rounds=(Round(number=0, text=DRAFT), last))


def test_codes_own_note_on_an_edit_makes_no_sentence_padding(known: Labels) -> None:
    """It repeats the passage that gave way, most of which may stand in what came of it."""
    assert critique(edited("edits")) == (DAY.problem, "say")
    free = text_part(known, Made(text=MENDED))
    assert text_part(known, edited("edits")).parts == free.parts
    assert scope(known, edited("edits")).value == 1


@pytest.mark.parametrize("says", ["{}", "Write: {}", "Replace it with '{}'", "State that {}"])
def test_a_fix_may_give_the_very_words(says: str, known: Labels, run: Run) -> None:
    """What the text then says is what was asked for, and neither idle nor padding."""
    told = DAY.model_copy(update={"fix": says.format(LINE)})
    assert text_part(known, run(MENDED, [told])).parts["planted"] == pytest.approx(2 / 3)
    assert scope(known, run(MENDED, [told])).value == 1


def test_the_words_that_a_fix_gives_are_asked_for(known: Labels, run: Run) -> None:
    """Nobody but the critic spoke of them."""
    said = "Elephants sleep standing, far away in Botswana."
    told = DAY.model_copy(update={"fix": said})
    assert scope(known, run(f"{DRAFT} {said}", [told])).value == 1
    assert scope(known, run(f"{DRAFT} {said}", [DAY])).value < 1


def test_codes_own_note_asks_for_nothing(known: Labels) -> None:
    """What stood in a text before is not made relevant by giving way."""
    said = "Elephants sleep standing, far away in Botswana."
    note = Change(weakness="w1", note=f"replaced '{said}'")
    text = f"{DRAFT} {said}"
    last = Round(number=1, text=text, policy="edits", changes=[note])
    assert scope(known, Made(text=text, rounds=(last,))).value < 1


@pytest.mark.parametrize(
    ("fix", "note", "lines"),
    [
        ("Name the day at last.", "Added the day", ("name the day at last.", "added the day")),
        ("Name it: Friday at nine", "Now it does: Friday", ("name it", "now it does")),
        ("Start at 9:30 sharp", "The day is Friday", ()),
        ("Give the time as 9:30 sharp", "", ("give the time as 9:30 sharp",)),
    ],
)
def test_orders_and_reports_are_of_the_critique(
    fix: str, note: str, lines: tuple[str, ...], run: Run
) -> None:
    """Up to the words that they give; what is worded otherwise may be the text's own."""
    made = run(REFERENCE, [DAY.model_copy(update={"fix": fix})])
    last = made.rounds[-1].model_copy(update={"changes": [Change(weakness="w1", note=note)]})
    assert critique(Made(text=REFERENCE, rounds=(last,))) == (DAY.problem, *lines)


def test_what_was_told_after_the_text_is_not_held_against_it() -> None:
    """A later critique quotes the text that was returned."""
    weak = Weakness(id="w1", problem=f"It says no more than: {REFERENCE}"[:240])
    rounds = (
        Round(number=0, text=REFERENCE),
        Round(number=1, text=DRAFT, policy="whole", weaknesses=[weak]),
    )
    assert critique(Made(text=REFERENCE, rounds=rounds)) == ()
    assert critique(Made(text=DRAFT, rounds=rounds)) == (weak.problem,)
