"""Figures that stand beside one another agree."""

import pytest

from redraft.calibration.figure import moved


def test_a_difference_is_that_of_the_shares_beside_it() -> None:
    """One text has four boxes of which all move, another one that does not: each text is one."""
    without, with_, difference = moved(
        "padding",
        "open boxes ticked",
        "with praise",
        [False] * 4 + [True],
        [True] * 4 + [True],
        ["a"] * 4 + ["b"],
    )
    assert without.value is not None
    assert with_.value is not None
    assert difference.value == pytest.approx(with_.value - without.value)
    assert (without.n, with_.n, difference.n) == (2, 2, 2)
    assert (without.rows, with_.rows, difference.rows) == (5, 5, 5)
