"""How many of the weaknesses told are planted ones."""

import pytest

from redraft.metrics import Labels, Made
from redraft.metrics.critique_precision import critique_precision

from .conftest import DAY, DRAFT, REFERENCE, RING, STRAY, Run


def test_one_that_nobody_planted(known: Labels, run: Run) -> None:
    """2 of 3: the stray is named."""
    score = critique_precision(known, run(DRAFT, [DAY, RING, STRAY]))
    assert score.value == pytest.approx(2 / 3)
    assert score.feedback == ("weakness w3 is none that is known: Hats go unmentioned here",)


def test_an_ungrounded_one_counts_against_it(known: Labels, run: Run) -> None:
    """1 of 2: words that the draft does not have ground nothing; the feedback says so."""
    lost = RING.model_copy(update={"quote": "is painted at noon"})
    score = critique_precision(known, run(DRAFT, [DAY, lost]))
    assert score.value == 0.5
    assert score.feedback == (
        (
            "weakness w2 does not count, its quote is in the air, not in the text: "
            '"is painted at noon"'
        ),
    )


def test_a_duplicate_counts_against_it(known: Labels, run: Run) -> None:
    """1 of 2, though both are right."""
    again = DAY.model_copy(update={"id": "w9"})
    score = critique_precision(known, run(DRAFT, [DAY, again]))
    assert score.value == 0.5
    assert score.feedback[0].startswith("weakness w9 does not count, it is told twice")


def test_nothing_told_of_a_draft_with_faults_is_nothing(known: Labels, run: Run) -> None:
    score = critique_precision(known, run(DRAFT))
    assert (score.value, score.why) == (0.0, "no weakness told of a draft with faults")
    assert critique_precision(known, Made(text=DRAFT)).why == "no critique of the labelled draft"


@pytest.mark.parametrize(("told", "value"), [(0, 1.0), (2, 1 / 3), (3, 0.0)])
def test_on_a_clean_draft_every_weakness_is_invented(
    told: int, value: float, clean: Labels, run: Run
) -> None:
    """Each takes a third away."""
    made = run(REFERENCE, [STRAY, RING, DAY][:told], draft=REFERENCE)
    assert critique_precision(clean, made).value == pytest.approx(value)
