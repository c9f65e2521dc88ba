"""Two rates beside one another: their difference and their product."""

import numpy as np
import pytest

from redraft.statistics import Interval, Share, product, share, share_difference, wilson


def whole(yes: float, rows: int) -> Share:
    """A share of independent rows."""
    return Share(yes / rows, rows, rows, rows)


def test_newcombe_by_hand() -> None:
    # Newcombe 1998, table II, (a): 56/70 less 48/80, method 10: 0.2000 (0.0524 to 0.3339)
    found = share_difference(whole(48, 80), whole(56, 70))
    assert found.estimate == pytest.approx(0.2)
    assert found.low == pytest.approx(0.0524, abs=5e-5)
    assert found.high == pytest.approx(0.3339, abs=5e-5)
    assert found.n == 70


def test_nothing_against_nothing_has_a_width() -> None:
    # 0/10 less 0/10: Wilson's upper end is 0.2775 either way
    found = share_difference(whole(0, 10), whole(0, 10))
    assert found.estimate == 0
    assert found.low == pytest.approx(-0.2775, abs=5e-5)
    assert found.high == pytest.approx(0.2775, abs=5e-5)


def test_product_by_hand() -> None:
    # .5 (.4 to .6) times .8 (.7 to .9): .4 -+ hypot(.8 * .1, .5 * .1, .1 * .1) = .4 -+ .09487
    found = product(Interval(0.5, 0.4, 0.6, 30), Interval(0.8, 0.7, 0.9, 20))
    assert found.estimate == pytest.approx(0.4)
    assert found.low == pytest.approx(0.30513, abs=1e-5)
    assert found.high == pytest.approx(0.49487, abs=1e-5)
    assert found.n == 20
    sure = product(Interval(1, 1, 1, 5), Interval(0.8, 0.7, 0.9, 20))
    assert sure.low == pytest.approx(0.7)
    assert sure.high == pytest.approx(0.9)


@pytest.mark.parametrize(("one", "other"), [(0.3, 0.5), (0.9, 0.95), (0.1, 0.1)])
def test_both_cover(one: float, other: float) -> None:
    """1,000 pairs of samples of 60 and 40: difference and product lie within in 95 %."""
    rng, held = np.random.default_rng(0), np.zeros(2)
    for _ in range(1000):
        a = share((rng.random(60) < one).tolist())
        b = share((rng.random(40) < other).tolist())
        held[0] += share_difference(a, b).holds(other - one)
        held[1] += product(wilson(a.value * 60, 60), wilson(b.value * 40, 40)).holds(one * other)
    # two standard errors of 95 % in 1,000 are 14
    assert (held >= 936).all(), held
