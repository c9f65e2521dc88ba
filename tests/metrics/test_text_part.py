"""How good a text is, by code alone."""

from dataclasses import replace

import pytest

from redraft.metrics import Labels, Made
from redraft.metrics.text_part import WEIGHTS, text_part

from .conftest import DAY, DRAFT, REFERENCE, Run


def value(labels: Labels, text: str) -> float:
    return text_part(labels, Made(text=text)).value


def test_the_draft_by_hand(known: Labels) -> None:
    """b4 of two coded boxes; nothing planted dealt with; all good kept; nothing added.

    Near: of the draft's 22 words 19 stand in the reference's 30: 2 * 19 / (22 + 30).
    """
    score = text_part(known, Made(text=DRAFT))
    assert score.parts == pytest.approx(
        {"coded": 0.5, "planted": 0.0, "kept": 1.0, "near": 38 / 52, "scope": 1.0}
    )
    weighed = sum(WEIGHTS[part] * number for part, number in score.parts.items())
    assert score.value == pytest.approx(weighed)


def test_one_of_two_weaknesses_weighs_by_its_severity(known: Labels) -> None:
    """The major one counts 2, the minor one 1: 2/3."""
    mended = DRAFT.replace("some time soon", "on Friday at nine")
    score = text_part(known, Made(text=mended))
    assert score.parts["planted"] == pytest.approx(2 / 3)
    assert score.parts["coded"] == 1


def test_the_order_of_good_and_bad_texts(known: Labels) -> None:
    """Reference, one weakness mended, draft, draft in other words, draft cut short."""
    mended = DRAFT.replace("some time soon", "on Friday at nine")
    reworded = DRAFT.replace("some time soon", "pretty soon, some time").replace("Hello", "Hi")
    cut = DRAFT.partition(" Ines")[0]
    values = [value(known, text) for text in (REFERENCE, mended, DRAFT, reworded, cut)]
    assert values == sorted(values, reverse=True)
    assert len(set(values)) == 5
    assert values[0] == pytest.approx(1.0)


def test_the_feedback_says_what_is_open_lost_and_idle(known: Labels) -> None:
    text = DRAFT.replace("Ines brings the green paint from the shed. ", "")
    said = "Excellence flourishes wherever passionate communities celebrate curiosity."
    assert set(text_part(known, Made(text=f"{text} {said}")).feedback) >= {
        "box b1 (Names the day): does not contain 'Friday'",
        (
            'still there (major, clarity) at "is painted some time soon": '
            "Names no day for the painting of the gate"
        ),
        "still there (minor, completeness) left out: Leaves out whom the crew can ring if it rains",
        'lost from the draft: "Ines brings the green paint from the shed."',
        f'nobody asked for: "{said}"',
    }


def test_no_text_and_a_text_with_its_critique_score_nothing(known: Labels, run: Run) -> None:
    assert text_part(known, Made(text=" \n")).why == "there is no text"
    told = run(f"{REFERENCE}\n{DAY.problem}.", [DAY])
    assert text_part(known, told).value == 0
    assert text_part(known, told).feedback[0].startswith("the text is not only the text")


def test_what_is_not_labelled_drops_out_for_every_text_alike(known: Labels) -> None:
    """Of a bare task only scope is left; without boxes the rest weighs more."""
    assert text_part(Labels(task="Greet."), Made(text="Hi.")).parts == {"scope": 1.0}
    boxless = replace(known, checklist=())
    parts = text_part(boxless, Made(text=DRAFT)).parts
    assert "coded" not in parts
    weighed = sum(WEIGHTS[part] * number for part, number in parts.items())
    assert value(boxless, DRAFT) == pytest.approx(weighed / 0.75)
