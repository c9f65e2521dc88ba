"""A text that holds more than the text."""

from redraft.metrics import Labels, Made
from redraft.metrics.leaked import leaked
from redraft.signatures.records import Round
from redraft.signatures.types import Change, Weakness

from .conftest import DAY, REFERENCE, RING, Run

LUNCH = (
    "Please bring a cold lunch with you on that day, since the kitchen of the hall stays closed "
    "and the shops near the gate open late."
)


def test_what_was_told_or_labelled_may_not_stand_in_it(known: Labels, run: Run) -> None:
    """The critique of this run, and the planted weaknesses, whoever found them."""
    assert leaked(known, run(REFERENCE, [DAY, RING])) == ""
    said = f"{REFERENCE}\n- {RING.problem}"
    assert (
        leaked(known, run(said, [RING])) == "the text is not only the text: it holds the critique"
    )
    assert leaked(known, Made(text=f"{REFERENCE}\n{known.weaknesses[0].problem}")) != ""
    assert leaked(known, Made(text=f"Here is the revised text:\n{REFERENCE}")) != ""


def test_what_was_told_after_it_is_no_leak(known: Labels) -> None:
    """The critique of a text that was returned quotes it, as do the notes on what came after."""
    text = f"{REFERENCE} {LUNCH}"
    weak = Weakness(id="w1", problem=f"It says: {LUNCH}")
    note = Change(weakness="w1", note=f"replaced '{LUNCH}'")
    later = Round(number=1, text=REFERENCE, policy="whole", weaknesses=[weak], changes=[note])
    rounds = (Round(number=0, text=text), later)
    assert leaked(known, Made(text=text, rounds=rounds)) == ""
    last = later.model_copy(update={"text": text})
    assert leaked(known, Made(text=text, rounds=(Round(number=0, text=REFERENCE), last))) != ""


def test_codes_own_note_on_an_edit_is_no_leak(known: Labels) -> None:
    """It repeats the passage that gave way; one that a model wrote may not be pasted in."""
    text = f"{REFERENCE} We replaced '{LUNCH}'"
    note = Change(weakness="w1", note=f"replaced '{LUNCH}'")
    rounds = (
        Round(number=0, text=REFERENCE),
        Round(number=1, text=text, policy="edits", changes=[note]),
    )
    assert leaked(known, Made(text=text, rounds=rounds)) == ""
    whole = rounds[1].model_copy(update={"policy": "whole"})
    assert leaked(known, Made(text=text, rounds=(rounds[0], whole))) != ""
    only = whole.model_copy(update={"text": f"{REFERENCE} {LUNCH}"})  # the words that it gives
    assert leaked(known, Made(text=only.text, rounds=(rounds[0], only))) == ""
