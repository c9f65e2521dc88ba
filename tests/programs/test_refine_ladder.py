"""Which rewrite a round takes, and in which order the policies are tried."""

from typing import Any

import pytest

from redraft.checklist import boxes_from
from redraft.programs import Refine
from redraft.programs.refine import LADDER
from tests.scripted import Scripted, critique, edit, revise, verify

TASK = "Tell the staff when the kitchen closes."
DRAFT = "The kitchen closes soon. Please plan ahead and bring your own lunch."
DAY = "The kitchen closes on Friday. Please plan ahead and bring your own lunch."
NOON = "The kitchen closes on Friday at noon. Please plan ahead and bring your own lunch."
ANEW = "On Friday the kitchen closes at noon, so bring a lunch of your own."
SOON = {"quote": "closes soon", "problem": "No day is given.", "fix": "name the day"}
HOUR = ['The day {contains "Friday"}', 'The hour {contains "noon"}']
FAR = [*HOUR, 'Who said it {contains "Ann"}']
HALF = [*HOUR, 'What closes {contains "kitchen"}', 'What to do {contains "lunch"}']


def refine(boxes: list[str], *rewrites: str, **script: Any) -> tuple[Any, Scripted]:
    """One round on DRAFT, its checklist answered by code."""
    said = {"draft": ANEW, "critique": critique(SOON), "verify": verify()}
    engine = Scripted(said | {"edit": edit(("w1", "x", "y")), "revise": revise(DRAFT)} | script)
    program = Refine(max_rounds=1, rewrites=rewrites or LADDER)
    with engine.use():
        return program(task=TASK, checklist=boxes_from(boxes), draft=DRAFT), engine


def test_a_text_that_fails_most_boxes_is_written_anew_first() -> None:
    """None of code's three boxes is ticked: the first rewrite asked for is a new draft."""
    done, engine = refine(FAR)
    assert (done.rounds[1].policy, done.text) == ("restart", ANEW)
    assert engine.steps == ["critique", "draft"]


def test_a_text_that_fails_half_is_mended() -> None:
    """Two of four boxes are ticked: the passages are mended, no draft is asked for."""
    mended = edit(("w3", "closes soon", NOON.partition(". ")[0] + "."))
    done, engine = refine(HALF, edit=mended)
    assert (done.rounds[1].policy, done.text) == ("edits", NOON)
    assert "draft" not in engine.steps


def test_the_first_rewrite_worth_taking_is_taken() -> None:
    """Nothing more is asked after it."""
    idle = edit(("w1", "closes soon", "The kitchen closes on 5 May at 9:00."))
    done, engine = refine(HALF[2:], "edits", "whole", edit=idle)
    assert (done.rounds[1].policy, engine.steps) == ("edits", ["critique", "edit"])


def test_a_text_that_ticks_every_box_is_mended_or_left_alone() -> None:
    """The edit gives the words back: no rewrite of the whole, no new draft, two calls in all."""
    same = edit(("w1", "closes soon", "closes soon"))
    done, engine = refine(HALF[2:], edit=same)
    assert (done.status, done.text) == ("ready", DRAFT)
    assert engine.steps == ["critique", "edit"]


@pytest.mark.parametrize("policy", ["whole", "restart"])
def test_a_rewrite_that_repeats_the_checklist_is_rejected(policy: str) -> None:
    """However many boxes the words of the boxes tick."""
    echo = f"{NOON} Says what the staff should do instead: lunch."
    boxes = ["Says what the staff should do instead"]
    done, _ = refine(boxes, policy, draft=echo, revise=revise(echo, w1="names Friday"))
    (rejected,) = done.rounds[1].rejected
    assert (rejected.reason, rejected.detail) == (
        "leak",
        "repeats what the writer was told: Says what the staff should do instead",
    )


def test_samples_that_code_cannot_tell_apart_are_verified() -> None:
    """All three name the day; the verifier finds what to do in the second, which is taken."""
    told = [revise(text, w1="it names Friday") for text in (DAY, NOON, DAY + " Thanks.")]
    boxes = ['The day {contains "Friday"}', "Is the hour told?"]
    said = [verify(b2=""), verify(b2=""), verify(b2="on Friday at noon"), verify(b2="")]
    done, engine = refine(boxes, "sample", revise=told, verify=said)
    assert done.text == NOON
    assert engine.steps == ["verify", "critique", *["revise"] * 3, *["verify"] * 3]
    assert [cost.step for cost in done.rounds[1].steps].count("verify") == 3
