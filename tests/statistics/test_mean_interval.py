"""Means with t-intervals, expected values worked by hand."""

from math import inf

import pytest

from redraft.statistics import mean_interval


def test_five_values() -> None:
    # mean 3, sd sqrt(10 / 4) = 1.5811, se 0.70711; t of 4 degrees 2.77645: 3 -+ 1.96325
    found = mean_interval([1, 2, 3, 4, 5])
    assert found.estimate == 3
    assert found.low == pytest.approx(3 - 1.96325, abs=1e-4)
    assert found.high == pytest.approx(3 + 1.96325, abs=1e-4)
    assert found.n == 5


def test_another_level() -> None:
    # t of 4 degrees at 80 % is 1.53321: 3 -+ 1.08414
    assert mean_interval([1, 2, 3, 4, 5], level=0.8).high == pytest.approx(4.08414, abs=1e-4)


def test_repeats_of_an_example_count_once() -> None:
    # means of a, b, c: 0.5, 1, 0; sd 0.5, se 0.288675; t of 2 degrees 4.30265: 0.5 -+ 1.24207
    found = mean_interval([1, 1, 0, 0, 1, 0], groups=["a", "b", "c", "a", "b", "c"])
    assert found.estimate == 0.5
    assert found.high == pytest.approx(1.74207, abs=1e-4)
    assert found.n == 3
    assert found.cut(0, 1).low == 0
    assert found.cut(0, 1).high == 1


def test_an_example_weighs_the_same_however_many_repeats_it_has() -> None:
    assert mean_interval([0, 1, 1, 1], groups=["a", "b", "b", "b"]).estimate == 0.5


def test_one_example_says_nothing_of_the_spread() -> None:
    found = mean_interval([0.3, 0.5], groups=["a", "a"])
    assert (found.estimate, found.low, found.high, found.n) == (0.4, -inf, inf, 1)
    assert not found.known
    within = mean_interval([0.3, 0.5], groups=["a", "a"], within=(0, 1))
    assert (within.low, within.high) == (0, 1)


def test_equal_values_are_not_certain() -> None:
    """As many others as may go unseen in 11 of 20 samples: 1 - 0.05 ** (1 / 11) = 0.23840."""
    found = mean_interval([0.5] * 11, within=(0, 1))
    assert (found.estimate, found.n) == (0.5, 11)
    assert (found.low, found.high) == pytest.approx((0.5 - 0.11920, 0.5 + 0.11920), abs=1e-5)
    top = mean_interval([1.0] * 30, within=(0, 1))
    assert top.low == pytest.approx(0.90497, abs=1e-5)  # the rule of three says 0.9
    assert top.high == 1
    assert mean_interval([7, 7], within=(0, inf)).high == 7


@pytest.mark.parametrize(
    ("values", "groups", "within", "half"),
    # 1 - 0.05 ** (1 / 8) = 0.31234 of the room, 2 and 1; 1 - 0.05 ** (1 / 4) = 0.52713
    [
        ([(n + 1) / 10 - n / 10 for n in range(1, 9)], None, (-1, 1), 0.31234),
        ([0.125] * 8, None, (-1, 1), 0.31234),
        ([0.7] * 6, [1, 2, 2, 2, 3, 4], (0, 1), 0.52713 / 2),
    ],
)
def test_values_that_rounding_tells_apart_are_equal(
    values: list[float], groups: list[int] | None, within: tuple[float, float], half: float
) -> None:
    found = mean_interval(values, groups=groups, within=within)
    assert (found.high - found.low) / 2 == pytest.approx(half, abs=1e-5)


@pytest.mark.parametrize(
    ("values", "groups", "says"),
    [
        ([], None, "no values"),
        ([1.0, float("nan")], None, "not a finite number"),
        ([1.0, 2.0], ["a"], "2 values, but 1 groups"),
    ],
)
def test_what_has_no_mean_is_refused(
    values: list[float], groups: list[str] | None, says: str
) -> None:
    with pytest.raises(ValueError, match=says):
        mean_interval(values, groups=groups)


@pytest.mark.parametrize("level", [0, 1, 95])
def test_a_level_that_is_none_is_refused(level: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        mean_interval([1, 2], level=level)


def test_it_covers_the_mean_as_often_as_it_says() -> None:
    """Three repeats an example, alike: 95 % with groups, far less without."""
    import numpy as np

    rng = np.random.default_rng(1)
    names = [example for example in range(12) for _ in range(3)]
    held = alone = 0
    for _ in range(1000):
        of_example = rng.normal(0, 1, 12).repeat(3)
        values = (of_example + rng.normal(0, 0.3, 36)).tolist()
        held += mean_interval(values, groups=names).holds(0)
        alone += mean_interval(values).holds(0)
    # of 1,000 at 95 %, 936 to 964 lie within two standard errors (0.0069)
    assert 936 <= held <= 964
    assert alone < 800
