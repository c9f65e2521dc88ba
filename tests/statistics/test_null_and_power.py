"""Comparisons by simulation: the null is kept, and known effects are found as promised.

Every example has its own difficulty, drawn so that two runs of one variant disagree on
ready or not in about 27 % of the examples.
"""

import numpy as np
import pytest
from numpy.typing import NDArray

from redraft.statistics import holm, paired_difference, rows_needed, smallest_difference, verdict

ROWS, BOXES, TABLES = 40, 8, 1000


def runs(rng: np.random.Generator, variants: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Ready and the share of boxes ticked by variant and row, all variants alike."""
    chance = rng.beta(0.6, 0.6, ROWS)
    ticked = rng.binomial(BOXES, 0.3 + 0.7 * chance, (variants, ROWS)) / BOXES
    return rng.binomial(1, chance, (variants, ROWS)), ticked


def test_the_null_is_kept_after_correction() -> None:
    """Of 1,000 tables of four null comparisons at most 5 % call any variant better or worse."""
    rng, called, discordant = np.random.default_rng(0), 0, 0.0
    for _ in range(TABLES):
        ready, ticked = runs(rng, 3)
        found = [
            paired_difference(scores[0].tolist(), scores[variant].tolist())
            for scores in (ready, ticked)
            for variant in (1, 2)
        ]
        adjusted = holm([one.p for one in found])
        words = [verdict(one, p=p) for one, p in zip(found, adjusted, strict=True) if p <= 0.06]
        called += any(word in ("better", "worse") for word in words)
        discordant += found[0].discordance or 0
    assert 0.25 < discordant / TABLES < 0.30
    assert called <= 0.05 * TABLES
    assert called > 5  # the tables are not mute


def test_the_null_is_kept_with_repeats() -> None:
    """Three repeats an example that hang together: at most 5 % by example, far more by row."""
    rng, called, by_row = np.random.default_rng(1), 0, 0
    names = np.arange(20).repeat(3).tolist()
    for _ in range(TABLES):
        own = rng.normal(0, 0.2, (2, 20)).repeat(3, axis=1)
        a, b = (0.5 + own + rng.normal(0, 0.05, (2, 60))).tolist()
        called += paired_difference(a, b, groups=names).p <= 0.05
        by_row += paired_difference(a, b).p <= 0.05
    assert called <= 64  # 5 % and two standard errors: no correction makes it conservative
    assert by_row > 200


@pytest.mark.parametrize("effect", [0.06, -0.12])
def test_known_differences_of_scores_are_found_as_promised(effect: float) -> None:
    rows, right = rows_needed(effect, sd=0.2), 0
    rng = np.random.default_rng(2)
    for _ in range(TABLES):
        a = rng.random(rows)
        b = a + rng.normal(effect, 0.2, rows)
        found = paired_difference(a.tolist(), b.tolist())
        right += verdict(found) == ("better" if effect > 0 else "worse")
    # two standard errors of 80 % are 2.5 points
    assert 775 <= right <= 825


@pytest.mark.parametrize(
    ("rows", "share", "comparisons"), [(8, 1, 1), (12, 1, 18), (20, 0.6, 1), (40, 0.4, 6)]
)
def test_few_rows_and_ties_show_what_is_promised(rows: int, share: float, comparisons: int) -> None:
    """A difference of the least size, in so many rows of which a share differs at all."""
    smallest = smallest_difference(rows, sd=0.2, share=share, comparisons=comparisons)
    level, right = 0.05 / comparisons, 0
    rng = np.random.default_rng(4)
    for _ in range(TABLES):
        moved = rng.normal(smallest / share, 0.2, rows) * (rng.random(rows) < share)
        right += paired_difference([0.0] * rows, moved.tolist()).p <= level
    # two standard errors of 80 %, and those of the power itself
    assert 760 <= right <= 840


@pytest.mark.parametrize(("gain", "discordance"), [(0.1, 0.2), (0.2, 0.3)])
def test_known_differences_of_ready_are_found_as_promised(gain: float, discordance: float) -> None:
    rows, right = rows_needed(gain, discordance=discordance), 0
    rng = np.random.default_rng(3)
    shares = [(discordance + gain) / 2, (discordance - gain) / 2, 1 - discordance]
    for _ in range(TABLES):
        moved = rng.choice([1, -1, 0], rows, p=shares)
        found = paired_difference((moved < 0).tolist(), (moved > 0).tolist())
        right += verdict(found) == "better"
    assert 775 <= right <= 825
