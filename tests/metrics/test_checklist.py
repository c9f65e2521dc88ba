"""Boxes that the final text truly ticks."""

from dataclasses import replace

import pytest

from redraft.metrics import Labels, Made
from redraft.metrics.checklist import checklist, coded
from redraft.signatures.types import Box, Verdict

from .conftest import DAY, DRAFT, REFERENCE, Run

MENDED = DRAFT.replace("some time soon", "on Friday at nine")
PAINT = Verdict(box="b2", checked=True, evidence="Ines brings the green paint")


def test_the_labelled_texts_are_as_labelled(known: Labels) -> None:
    """The draft ticks b2 and b4 of four; the reference all, whatever was said of either."""
    assert checklist(known, Made(text=DRAFT)).value == 0.5
    assert checklist(known, Made(text=REFERENCE)).value == 1
    every = tuple(Verdict(box=f"b{n}", checked=True, evidence="whatever") for n in range(1, 5))
    assert checklist(known, Made(text=DRAFT, verdicts=every)).value == 0.5


def test_the_failed_boxes_are_named_with_what_is_missing(known: Labels) -> None:
    score = checklist(known, Made(text=DRAFT))
    assert score.feedback == (
        "box b1 (Names the day) is not ticked: does not contain 'Friday'",
        "box b3 (Says whom to ring if it rains) is not ticked: whom to ring",
    )


def test_code_answers_a_coded_box_whatever_the_verdict_says(known: Labels) -> None:
    """b1 and b4 pass by their checks, b2 by its evidence: 3 of 4."""
    false = Verdict(box="b1", checked=False, missing="the day", by="code")
    score = checklist(known, Made(text=MENDED, verdicts=(false, PAINT)))
    assert (score.value, score.why) == (0.75, "3 of 4 boxes ticked")


@pytest.mark.parametrize(
    ("verdict", "why"),
    [
        (Verdict(box="b3", checked=False, missing="a number to ring"), "a number to ring"),
        (Verdict(box="b2", checked=True, evidence="brings"), "no verdict ticks it"),
        (
            Verdict(box="b3", checked=True, evidence="Wear old clothes and gloves"),
            "the evidence has nothing to do with the box",
        ),
        (
            Verdict(box="b3", checked=True, evidence="Ask Ines if it rains"),
            "still so: Leaves out whom the crew can ring if it rains",
        ),
    ],
)
def test_a_judged_box_wants_evidence_that_bears_on_it(
    verdict: Verdict, why: str, known: Labels
) -> None:
    """And nothing that is known of the example may speak against the tick."""
    text = f"{MENDED} Ask Ines if it rains."
    (line,) = [
        line
        for line in checklist(known, Made(text=text, verdicts=(PAINT, verdict))).feedback
        if line.startswith("box b3")
    ]
    assert line == f"box b3 (Says whom to ring if it rains) is not ticked: {why}"


def test_a_ticked_box_does_not_stay_so_without_its_evidence(known: Labels) -> None:
    """The draft's b2 rests on words that this text no longer has."""
    text = (
        "Hello crew,\n\non Friday at nine somebody sees to the paint. Wear old clothes and gloves."
    )
    verdict = Verdict(box="b2", checked=True, evidence="somebody sees to the paint")
    score = checklist(known, Made(text=text, verdicts=(verdict,)))
    assert 'box b2 (Says who brings the paint) is not ticked: lost: "Ines' in str(score.feedback)


def test_padding_ticks_no_coded_box(known: Labels) -> None:
    """The word is there, but only in what is taken out of the text that counts."""
    box = known.checklist[0]
    assert coded(known, box, MENDED) == ""
    padded = f"{DRAFT}\n\nKeywords: gate, crew, paint, rains, Friday."
    assert coded(known, box, padded).startswith("only padding ticks it (does not contain")


def test_leaving_out_the_hard_part_ticks_no_coded_box(known: Labels) -> None:
    """Short enough only without the sentence on the paint, which a good text keeps."""
    box = Box(id="b1", question="At most 16 words", check="words <= 16")
    labels = replace(known, checklist=(box,))
    text = "Hello crew,\n\non Friday at nine we paint. Wear old clothes and gloves."
    assert coded(labels, box, text) == "only what was lost from the draft ticks it"


def test_where_much_is_gone_no_open_box_is_ticked(known: Labels) -> None:
    """8 of 22 words are gone: the day that the draft lacked does not make up for them."""
    text = "Hello crew,\n\nthe gate is painted on Friday. Wear old clothes and gloves."
    assert coded(known, known.checklist[0], text) == "too much of the draft is gone"
    assert coded(known, known.checklist[3], text) == ""


def test_a_text_that_holds_its_critique_ticks_nothing(known: Labels, run: Run) -> None:
    text = f"{REFERENCE}\n\nNames no day for painting the gate."
    score = checklist(known, run(text, [DAY], verdicts=[PAINT]))
    assert (score.value, score.why) == (0.0, "the text is not only the text: it holds the critique")


def test_no_box_is_no_failure(known: Labels) -> None:
    assert checklist(replace(known, checklist=()), Made(text="x")).value == 1


def test_a_check_that_cannot_be_read_is_an_error(known: Labels) -> None:
    """The registry turns it into a score of 0 with the reason; see test_registry."""
    box = Box(id="b1", question="?", check="wrods <= 3")
    with pytest.raises(ValueError, match="is not a check"):
        checklist(replace(known, checklist=(box,)), Made(text=MENDED))


def test_what_is_left_of_a_collapsed_text_ticks_nothing(known: Labels) -> None:
    """However short it is, and whatever day it names."""
    score = checklist(known, Made(text="Friday it is."))
    assert (score.value, score.why) == (0.0, "most of the draft is gone")
