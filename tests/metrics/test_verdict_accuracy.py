"""Verdicts on the labelled draft against the labels."""

import pytest

from redraft.metrics import Labels, Made
from redraft.metrics.verdict_accuracy import verdict_accuracy
from redraft.signatures.records import Round
from redraft.signatures.types import Verdict

from .conftest import DRAFT, REFERENCE, Run

PAINT = Verdict(box="b2", checked=True, evidence="Ines brings the green paint")
RAIN = Verdict(box="b3", checked=False, missing="whom to ring")


def tick(box: str, evidence: str) -> Verdict:
    return Verdict(box=box, checked=True, evidence=evidence)


@pytest.mark.parametrize(
    ("verdicts", "value"),
    [
        ([PAINT, RAIN], 1.0),
        ([RAIN, PAINT, PAINT], 1.0),
        ([PAINT, tick("b3", "Wear old clothes and gloves")], 0.5),  # of the unticked 0 of 1
        ([RAIN], 0.5),  # of the ticked 0 of 1: no verdict is none that is right
        ([Verdict(box="b2", checked=False), RAIN], 0.5),
        (
            [tick("b2", "Wear old clothes and gloves"), RAIN],
            0.5,
        ),  # right, on words that show nothing
        ([tick("b2", ""), tick("b3", "")], 0.0),
    ],
)
def test_the_mean_of_both_sides(
    verdicts: list[Verdict], value: float, known: Labels, run: Run
) -> None:
    """Judged boxes: b2 is ticked, b3 is not; each side counts half."""
    assert verdict_accuracy(known, run(REFERENCE, first=verdicts)).value == value


def test_the_feedback_names_the_box_and_the_evidence(known: Labels, run: Run) -> None:
    """What the verdict said, and what the label says."""
    score = verdict_accuracy(known, run(DRAFT, first=[tick("b2", "old clothes"), tick("b3", "x")]))
    assert score.feedback == (
        (
            'box b2 (Says who brings the paint) is ticked on "old clothes": '
            "the evidence has nothing to do with the box"
        ),
        "box b3 (Says whom to ring if it rains) is ticked, but whom to ring",
    )
    score = verdict_accuracy(known, run(DRAFT, first=[Verdict(box="b2", checked=False)]))
    assert score.feedback == (
        (
            "box b2 (Says who brings the paint) is not ticked, but the draft ticks it: "
            '"Ines brings the green paint"'
        ),
        "box b3 (Says whom to ring if it rains) has no verdict",
    )


def test_only_verdicts_on_the_labelled_draft_count(known: Labels, run: Run) -> None:
    """Those on a rewrite are not labelled; those of a run without rounds are on its text."""
    made = run(REFERENCE, verdicts=[PAINT, RAIN])
    assert verdict_accuracy(known, made).why == "no verdicts on the labelled draft"
    assert verdict_accuracy(known, Made(text=DRAFT, verdicts=(PAINT, RAIN))).value == 1


CODED = Verdict(box="b1", checked=False, missing="the day", by="code")


def test_a_copy_of_the_draft_that_was_judged_is_read(known: Labels) -> None:
    """Not an earlier one that only code answered: who ends with a copy judges it, not round 0."""
    bare, judged = (
        Round(number=n, text=DRAFT, verdicts=[CODED, *said])
        for n, said in enumerate([[], [PAINT, RAIN]])
    )
    assert verdict_accuracy(known, Made(text=DRAFT, rounds=(bare, judged))).value == 1
    assert verdict_accuracy(known, Made(DRAFT, (CODED, PAINT, RAIN), (bare,))).value == 1
    assert verdict_accuracy(known, Made(DRAFT, (CODED,), (bare, judged, bare))).value == 1
    assert verdict_accuracy(known, Made(DRAFT, (CODED,), (bare,))).value == 0


def test_where_nothing_is_to_judge(clean: Labels, run: Run) -> None:
    """Only one side is there: all ticked on good evidence is 1."""
    first = [PAINT, tick("b3", "Ring Tomas on 5550199 if it rains")]
    assert verdict_accuracy(clean, run(REFERENCE, first=first, draft=REFERENCE)).value == 1
    assert verdict_accuracy(Labels(), Made()).why == "no judged box is labelled"
