"""Smallest differences and rows needed."""

from math import inf, sqrt

import pytest
from scipy.stats import norm

from redraft.statistics import (
    examples_needed,
    flips_power,
    least_rows,
    mcnemar_power,
    paired_difference,
    rows_needed,
    smallest_difference,
    smallest_shown,
    t_power,
)


@pytest.mark.parametrize(("effect", "rows"), [(0.2, 199), (0.5, 34), (0.8, 15)])
def test_rows_of_the_paired_t_test(effect: float, rows: int) -> None:
    """The figures that G*Power gives for small, medium and large effects (dz)."""
    assert rows_needed(effect, sd=1) == rows
    assert rows_needed(-effect * 0.3, sd=0.3) == rows
    assert t_power(rows, effect, 1) >= 0.8 > t_power(rows - 1, effect, 1)


def test_five_points_with_a_fifth_discordant() -> None:
    """624 by Connor's formula with z of 1.96 and 0.84; the exact test needs 5 % more."""
    # (1.96 sqrt(0.2) + 0.84 sqrt(0.2 - 0.05^2))^2 / 0.05^2 = (0.87654 + 0.37331)^2 / 0.0025
    connor = (1.96 * sqrt(0.2) + 0.84 * sqrt(0.2 - 0.05**2)) ** 2 / 0.05**2
    assert int(connor) == 624
    rows = rows_needed(0.05, discordance=0.2)
    assert connor < rows < 1.06 * connor
    assert mcnemar_power(rows, 0.05, 0.2) >= 0.8 > mcnemar_power(rows - 1, 0.05, 0.2)


def test_what_forty_and_a_hundred_rows_detect() -> None:
    """At 20 to 30 % discordant pairs: 19 to 24 points, and 12 to 15 or one more (exact test)."""
    forty = [smallest_difference(40, discordance=share) for share in (0.2, 0.3)]
    hundred = [smallest_difference(100, discordance=share) for share in (0.2, 0.3)]
    assert forty == pytest.approx([0.195, 0.242], abs=1e-3)
    assert hundred == pytest.approx([0.128, 0.159], abs=1e-3)


def test_mcnemar_power_by_hand() -> None:
    # six discordant pairs: only 6 to 0 rejects (p = 2/64); with (1 + 0.6) / 2 = 0.8: 0.8^6
    assert mcnemar_power(6, 0.6, 1) == pytest.approx(0.8**6)
    # five never do: 2/32 > 0.05
    assert mcnemar_power(5, 1, 1) == 0
    # seven rows, 0.9 discordant, all one way: six or seven of them, 7 * 0.9^6 * 0.1 + 0.9^7
    assert mcnemar_power(7, 0.9, 0.9) == pytest.approx(0.8503056)


@pytest.mark.parametrize("test", [{"sd": 0.3}, {"discordance": 0.2}])
@pytest.mark.parametrize("rows", [40, 100, 1000])
def test_the_two_are_inverse(test: dict[str, float], rows: int) -> None:
    smallest = smallest_difference(rows, **test)  # type: ignore[arg-type]
    needed = rows_needed(smallest * 1.0001, **test)  # type: ignore[arg-type]
    assert needed == pytest.approx(rows, abs=2)


def test_more_comparisons_need_more() -> None:
    # ten comparisons: each at 99.5 %
    assert rows_needed(0.5, sd=1, comparisons=10) == rows_needed(0.5, sd=1, level=0.995)
    one = smallest_difference(40, sd=0.3)
    assert smallest_difference(40, sd=0.3, comparisons=10) > 1.2 * one


def test_too_few_rows_show_nothing() -> None:
    assert smallest_difference(1, sd=0.3) == inf
    assert smallest_difference(5, discordance=1) == inf  # five pairs never reject
    assert smallest_difference(40, discordance=0.1) == inf
    assert smallest_difference(5, sd=0.3) == inf
    # six have to agree in sign: Phi(d / 0.3)^6 = 0.8
    assert smallest_difference(6, sd=0.3) == pytest.approx(0.3 * norm.ppf(0.8 ** (1 / 6)), rel=0.03)


@pytest.mark.parametrize("away", [0.8, 1.435, 2.0])
def test_power_of_six_rows_by_hand(away: float) -> None:
    """Only six of one sign are 2 / 2^6 < 0.05."""
    assert flips_power(6, away, 1) == pytest.approx(norm.cdf(away) ** 6, abs=0.025)
    assert flips_power(5, away, 1) == 0


def test_the_two_tests_meet() -> None:
    """At 15 rows the permutation test is as strong as Student's, at 8 it is weaker."""
    assert flips_power(15, 0.78, 1) == pytest.approx(t_power(15, 0.78, 1), abs=0.03)
    assert flips_power(8, 1.2, 1) == pytest.approx(t_power(8, 1.2, 1), abs=0.03)
    strict = 1 - 0.05 / 18
    assert flips_power(11, 1.5, 1, strict) < t_power(11, 1.5, 1, strict) - 0.08


def test_rows_whose_scores_are_equal_show_nothing() -> None:
    # of 18 comparisons each needs ten rows that differ: 2 / 2^10 < 0.05 / 18 < 2 / 2^9
    assert smallest_difference(11, sd=0.2, share=5 / 11, comparisons=18) == inf
    # 8 of 40 p x rows have to differ: the chance of 8 or more of 57 is 0.81, of 56 0.79
    assert rows_needed(0.2 * 7 / 40, sd=0, share=7 / 40, comparisons=6) == 57
    half = smallest_difference(200, sd=0.3, share=0.5)
    # half as many rows, each of which moves the mean half as far
    assert half == pytest.approx(smallest_difference(100, sd=0.3) / 2, rel=0.02)


def test_equal_gains_are_planned_as_yes_and_no() -> None:
    """12 of 40 gained an eighth: as large as a share of 12 / 40 shows, times an eighth."""
    found = paired_difference([0.5] * 40, [0.625] * 12 + [0.5] * 28)
    assert found.sd == 0
    share = smallest_difference(40, discordance=0.3)
    assert smallest_shown(found) == pytest.approx(share / 8)
    assert 0 < smallest_shown(found) < 0.3 / 8


def test_what_is_out_of_reach_is_not_counted() -> None:
    """One of 2,000 rows moved: six would have to, of some 18,000."""
    found = paired_difference([0.5] * 2000, [0.6] + [0.5] * 1999)
    assert examples_needed(found) is None


def test_a_comparison_of_ties_shows_no_difference() -> None:
    """Five of eleven gained: none of any size is shown at the level of 18 comparisons."""
    found = paired_difference([0.2] * 11, [*[0.4, 0.5, 0.6, 0.7, 0.8], *[0.2] * 6])
    assert found.sd == pytest.approx(0.1581139)  # of the five, not of the eleven
    assert smallest_shown(found, comparisons=18) == inf


def test_no_spread_shows_everything() -> None:
    assert smallest_difference(40, sd=0) == 0
    assert rows_needed(0.1, sd=0) == least_rows() == 6  # 2 / 2^6 < 0.05 < 2 / 2^5
    assert least_rows(0.99) == 8  # 2 / 2^8 < 0.01 < 2 / 2^7


@pytest.mark.parametrize(
    ("test", "says"),
    [
        ({}, "give sd for scores, or discordance"),
        ({"sd": 1, "discordance": 0.2}, "give sd for scores, or discordance"),
        ({"sd": -1}, "not below 0"),
        ({"discordance": 1.2}, "at most 1"),
        ({"sd": 1, "share": 0}, "above 0"),
        ({"discordance": 0.05}, "at most the discordance, 0.05"),
        ({"sd": 1, "comparisons": 0}, "at least one"),
    ],
)
def test_what_cannot_be_planned_is_refused(test: dict[str, float], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        rows_needed(0.1, **test)  # type: ignore[arg-type]


def test_no_difference_needs_no_number_of_rows() -> None:
    with pytest.raises(ValueError, match="not 0"):
        rows_needed(0, sd=1)
