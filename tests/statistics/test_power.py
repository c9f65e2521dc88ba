"""Smallest differences and rows needed."""

from math import inf, sqrt

import pytest

from redraft.statistics import least_rows, mcnemar_power, rows_needed, smallest_difference, t_power


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
    assert smallest_difference(6, sd=0.3) == pytest.approx(0.43036, abs=1e-4)


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
