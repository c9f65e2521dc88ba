"""The tests of paired rows, their correction and effect size, by hand and as published."""

from math import inf

import numpy as np
import pytest

from redraft.statistics import effect_size, holm, mcnemar, sign_flips

# Darwin's maize, eighths of an inch (Fisher 1935, The Design of Experiments, table 3)
MAIZE = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48]


@pytest.mark.parametrize(
    ("better", "worse", "p"),
    # 2 (1 + 9) / 2^9; 2 / 2^6; 2 / 2^5; a tie of six is the likeliest of all
    [(8, 1, 20 / 512), (0, 6, 2 / 64), (5, 0, 2 / 32), (3, 3, 1), (0, 0, 1)],
)
def test_mcnemar(better: int, worse: int, p: float) -> None:
    assert mcnemar(better, worse) == pytest.approx(p)


def test_four_differences_flipped_by_hand() -> None:
    # 3 + 1 - 2 + 4 = 6 of 10: as far from 0 where the turned ones sum to at most 2 ({}, {1},
    # {2}) or to at least 8 (their complements): 6 of 16
    found = sign_flips([3, 1, -2, 4])
    assert found.p == 6 / 16
    assert found.exact


def test_fishers_maize() -> None:
    """1,726 of the 32,768 flips are as extreme (Fisher 1935, section 21)."""
    assert sign_flips(MAIZE).p == pytest.approx(1726 / 32768)


def test_drawn_flips_come_near_the_exact_ones() -> None:
    drawn = sign_flips([*MAIZE, 1e-9])  # sixteen, too many to count
    assert not drawn.exact
    # two standard errors of 9,999 draws at 0.053 are 0.0045
    assert drawn.p == pytest.approx(1726 / 32768, abs=0.0045)
    assert drawn == sign_flips([*MAIZE, 1e-9])
    assert drawn != sign_flips([*MAIZE, 1e-9], seed=1)


def test_many_rows_are_drawn_in_blocks() -> None:
    values = [1.0 + n % 7 for n in range(3000)]
    # no draw comes near: 1 / (1 + 99,990), ten times the 9,999 since that is little
    assert sign_flips(values).p == pytest.approx(1 / 99991)


def test_a_small_p_hardly_depends_on_the_seed() -> None:
    """Eighteen differences, counted here by all their 2 ** 18 flips."""
    values = [0.2 + 0.01 * n for n in range(15)] + [-0.3, -0.11, -0.1]
    flips = np.arange(2**18)[:, None] >> np.arange(18) & 1
    sums = (flips * 2 - 1) @ np.array(values)
    exact = (abs(sums) >= sum(values) - 1e-9).mean()
    assert exact < 0.01
    found = [sign_flips(values, seed=seed).p for seed in range(10)]
    assert found == pytest.approx([exact] * 10, rel=0.25)


def test_differences_of_one_size_are_mcnemars() -> None:
    assert sign_flips([0.5] * 8 + [-0.5] + [0] * 20).p == pytest.approx(mcnemar(8, 1))
    assert sign_flips([0.1 + 0.2, 0.3, 0.3, 0.3, 0.3, 0.3]).p == pytest.approx(2 / 64)


def test_zeros_change_nothing() -> None:
    assert sign_flips([*MAIZE, *[0] * 50]) == sign_flips(MAIZE)
    assert sign_flips([]).p == sign_flips([0, 0]).p == 1


def test_holm_by_hand() -> None:
    # sorted 0.005, 0.01, 0.03, 0.04 times 4, 3, 2, 1: 0.02, 0.03, 0.06, 0.04 raised to 0.06
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([0.6, 0.7]) == [1, 1]
    assert holm([]) == []


def test_effect_size_by_hand() -> None:
    # dz 3 / 1.58114 = 1.89737, times 1 - 3 / (4 * 4 - 1) = 0.8
    assert effect_size([1, 2, 3, 4, 5]) == pytest.approx(1.51789, abs=1e-5)
    assert effect_size([0, 0, 0]) == 0
    assert effect_size([-1, -1]) == -inf
    with pytest.raises(ValueError, match="needs two"):
        effect_size([1])
