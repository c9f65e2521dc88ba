"""Kappa and alpha, by hand and as published."""

from math import isnan
from typing import Any

import pytest

from redraft.statistics import alpha, bca, kappa, squared

# Krippendorff 2011, Computing Krippendorff's Alpha-Reliability: sections A, B and C
TWO_BINARY = ["0100000010", "1110010000"]
TWO_NOMINAL = ["aabbdcccedda", "babbbccceddd"]
FOUR = ["123321412...", "1233224125.3", ".3332342251.", "12332441251."]


def units(raters: list[str], kind: type = str) -> list[tuple[Any, ...]]:
    """The ratings by unit; a dot is one not made."""
    return [
        tuple(None if one == "." else kind(one) for one in unit)
        for unit in zip(*raters, strict=True)
    ]


def test_kappa_by_hand() -> None:
    # both yes 20, only a 5, only b 10, both no 15: agreed 0.7; a says yes 0.5 of the time,
    # b 0.6: chance 0.5 * 0.6 + 0.5 * 0.4 = 0.5; (0.7 - 0.5) / (1 - 0.5)
    a = [True] * 25 + [False] * 25
    b = [True] * 20 + [False] * 5 + [True] * 10 + [False] * 15
    assert kappa(a, b) == pytest.approx(0.4)
    assert kappa(b, a) == pytest.approx(0.4)


def test_kappa_of_three_labels_by_hand() -> None:
    # agreed 4 of 6; a has 2 x, 2 y, 2 z, b 3 x, 2 y, 1 z: chance (6 + 4 + 2) / 36 = 1/3
    assert kappa("xxyyzz", "xxyxyz") == pytest.approx((4 / 6 - 1 / 3) / (1 - 1 / 3))


def test_kappa_of_opposites_and_of_one_label() -> None:
    assert kappa([1, 0], [0, 1]) == -1
    assert isnan(kappa([1, 1], [1, 1]))
    with pytest.raises(ValueError, match="2 labels against 1"):
        kappa([1, 1], [1])


@pytest.mark.parametrize(("raters", "expected"), [(TWO_BINARY, 0.095), (TWO_NOMINAL, 0.692)])
def test_alpha_of_two_raters(raters: list[str], expected: float) -> None:
    assert alpha(units(raters)) == pytest.approx(expected, abs=5e-4)


def test_alpha_of_four_raters_with_gaps() -> None:
    assert alpha(units(FOUR)) == pytest.approx(0.743, abs=5e-4)
    assert alpha(units(FOUR, int), squared) == pytest.approx(0.849, abs=5e-4)


def test_alpha_by_hand() -> None:
    # units (1, 1), (0, 0), (1, 0): one of three disagrees, 2 ordered pairs / (2 - 1);
    # three of each label: 2 * 3 * 3 = 18 pairs; 1 - 5 * 2 / 18
    assert alpha([(1, 1), (0, 0), (1, 0)]) == pytest.approx(1 - 10 / 18)
    assert alpha([(1, 1), (0, 0), (1, 0), (1, None), ()]) == pytest.approx(1 - 10 / 18)


def test_alpha_where_chance_is_certain() -> None:
    assert isnan(alpha([(1, 1), (1, 1)]))
    assert isnan(alpha([(1,), (0,)]))


def test_its_interval_is_a_bootstrap_over_units() -> None:
    found = bca(units(TWO_NOMINAL), alpha, resamples=500)
    assert found.estimate == pytest.approx(0.692, abs=5e-4)
    assert 0.1 < found.low < 0.692 < found.high <= 1
