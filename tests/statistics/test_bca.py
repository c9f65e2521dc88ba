"""Bootstrap intervals."""

from collections.abc import Sequence
from math import inf
from statistics import fmean

import pytest

from redraft.statistics import bca

# Efron and Tibshirani 1993, An Introduction to the Bootstrap, table 14.1, test A
SPATIAL = [48, 36, 20, 29, 42, 42, 20, 42, 22, 41, 45, 14, 6]
SPATIAL += [0, 33, 28, 34, 4, 32, 24, 47, 41, 24, 26, 30, 41]


def test_a_published_example() -> None:
    """The variance 171.5 and its 90 % BCa interval, 115.8 to 259.6 (table 14.2)."""
    import numpy as np

    found = bca(SPATIAL, lambda values: float(np.var(values)), level=0.9, resamples=20_000)
    assert found.estimate == pytest.approx(171.5, abs=0.05)
    assert found.low == pytest.approx(115.8, abs=2)
    assert found.high == pytest.approx(259.6, abs=5)  # they drew 2,000, which shakes it so much
    assert found.n == 26


def test_the_seed_decides() -> None:
    one, same = (bca(SPATIAL, fmean, resamples=200, seed=3) for _ in range(2))
    assert one == same
    assert one != bca(SPATIAL, fmean, resamples=200, seed=4)


def test_whole_examples_are_drawn() -> None:
    """Repeats that agree leave the interval as wide as one row an example does."""
    single = bca(SPATIAL, fmean, resamples=500)
    thrice = bca(SPATIAL * 3, fmean, groups=list(range(26)) * 3, resamples=500)
    assert (thrice.low, thrice.high) == pytest.approx((single.low, single.high))
    assert thrice.n == 26


def test_pairs_may_be_drawn() -> None:
    """A ratio of sums: a statistic of rows that are not numbers."""

    def ratio(rows: Sequence[tuple[int, int]]) -> float:
        return sum(a for a, _ in rows) / sum(b for _, b in rows)

    rows = [(1, 2), (2, 3), (3, 7), (4, 9), (2, 4), (5, 9)]
    found = bca(rows, ratio, resamples=500)
    assert found.estimate == 0.5
    assert found.low < 0.5 < found.high


def test_equal_values_have_no_width_and_one_value_no_ends() -> None:
    same = bca([1.0, 1.0, 1.0], fmean)
    assert (same.low, same.high) == (1.0, 1.0)
    alone = bca([1.0], fmean)
    assert (alone.low, alone.high) == (-inf, inf)


def test_no_values_are_refused() -> None:
    with pytest.raises(ValueError, match="no values"):
        bca([], fmean)
