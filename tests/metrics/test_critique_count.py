"""Enough weaknesses, and nothing else."""

import pytest

from redraft.metrics import Labels, Made
from redraft.metrics.critique_count import critique_count
from redraft.signatures.types import Weakness

from .conftest import DAY, DRAFT, REFERENCE, RING, STRAY, Run

PRAISE = Weakness(id="w4", quote="Ines brings the green paint", problem="This is very clear.")


def test_three_that_count_are_enough(known: Labels, run: Run) -> None:
    """3 of 3 wanted, and 3 of 3 told count: 1."""
    score = critique_count(known, run(DRAFT, [DAY, RING, STRAY]))
    assert (score.value, dict(score.parts)) == (1.0, {"counted": 3, "told": 3})


def test_fewer_are_a_share(known: Labels, run: Run) -> None:
    """2 of 3 wanted, both count: 2/3."""
    assert critique_count(known, run(DRAFT, [DAY, RING])).value == pytest.approx(2 / 3)


def test_one_that_does_not_count_takes_one_back(known: Labels, run: Run) -> None:
    """3 count and 1 praises: (3 - 1) / 3 wanted, times 3 / 4 told = 1/2; it is named."""
    score = critique_count(known, run(DRAFT, [DAY, RING, STRAY, PRAISE]))
    assert score.value == pytest.approx(0.5)
    assert score.feedback == (
        'weakness w4 does not count, it praises: "Ines brings the green paint"',
    )


def test_rounds_are_averaged(known: Labels, run: Run) -> None:
    """One critique of 3 and one of 0 (asked for, nothing told): (1 + 0) / 2."""
    rounds = run(DRAFT, [DAY, RING, STRAY]).rounds
    made = Made(text=DRAFT, rounds=(*rounds, run(DRAFT).rounds[1]))
    assert critique_count(known, made).value == 0.5


@pytest.mark.parametrize(("told", "value"), [(0, 1.0), (1, 2 / 3), (3, 0.0)])
def test_on_a_clean_text_the_other_way_round(
    told: int, value: float, clean: Labels, run: Run
) -> None:
    """Nothing to find: each of three weaknesses told takes a third away."""
    made = run(REFERENCE, [DAY, RING, STRAY][:told], draft=REFERENCE)
    assert critique_count(clean, made).value == pytest.approx(value)


def test_no_critique_is_none(known: Labels, clean: Labels) -> None:
    """A run that was never asked for one earns nothing by it, on a clean draft neither."""
    for labels in (known, clean):
        score = critique_count(labels, Made(text=labels.draft))
        assert (score.value, score.why) == (0.0, "no round holds a critique")
