"""Shares of yes and no with Wilson's interval."""

import pytest

from redraft.statistics import rate_interval, share, wilson


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    # Newcombe 1998 (Statistics in Medicine 17, 857-872), table I, method 3
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_published_intervals(successes: int, n: int, low: float, high: float) -> None:
    found = wilson(successes, n)
    assert found.low == pytest.approx(low, abs=5e-5)
    assert found.high == pytest.approx(high, abs=5e-5)
    assert found.estimate == successes / n


def test_eight_of_ten_by_hand() -> None:
    # z = 1.95996, z^2 = 3.84146; centre (0.8 + 3.84146 / 20) / 1.384146 = 0.71674
    # half 1.95996 sqrt(0.016 + 3.84146 / 400) / 1.384146 = 0.22658
    found = wilson(8, 10)
    assert (found.low, found.high) == pytest.approx((0.49016, 0.94332), abs=1e-5)


def test_all_of_them_mirrors_none_of_them() -> None:
    none, every = wilson(0, 20), wilson(20, 20)
    assert (every.low, every.high) == pytest.approx((1 - none.high, 1.0))


@pytest.mark.parametrize(("successes", "n"), [(0, 0), (3, 2), (-1, 5)])
def test_no_share_is_refused(successes: int, n: int) -> None:
    with pytest.raises(ValueError, match="0 to n successes"):
        wilson(successes, n)


def test_a_rate_of_single_rows_is_wilsons() -> None:
    flags = [True] * 8 + [False] * 2
    # var of the mean has n - 1 = 9 below, so the effective size is 9, held up to 10 examples
    assert rate_interval(flags).low == pytest.approx(wilson(8, 10).low)


def test_repeats_that_agree_add_nothing() -> None:
    flags = [True] * 24 + [False] * 6
    names = [n // 3 for n in range(30)]
    found = rate_interval(flags, groups=names)
    assert (found.low, found.high) == pytest.approx((0.49016, 0.94332), abs=1e-5)
    assert found.n == 10


def test_repeats_that_vary_are_worth_rows() -> None:
    # means 0, 0.5, 0.5, 1: share 0.5, variance 1/6 of one, 1/24 of the mean;
    # effective size 0.25 * 24 = 6 of 8 rows
    flags = [False, False, True, False, False, True, True, True]
    some = share(flags, groups=[n // 2 for n in range(8)])
    assert some.size == pytest.approx(6)
    assert (some.value, some.n, some.rows) == (0.5, 4, 8)
    # t of 7 and 3 degrees 2.36462 and 3.18245: 6 * 0.55208 = 3.3, and four examples there are
    assert some.interval().low == pytest.approx(wilson(2, 4).low)
    assert rate_interval(flags, groups=[n // 2 for n in range(8)]) == some.interval()


def test_by_row_an_example_weighs_by_its_rows() -> None:
    # a has four yes, b two no: 4/6; off by 4/3 (1 - 2/3) and 2/3 (0 - 2/3), both 0.44444;
    # variance 2 * 0.19753 / 1, of the mean half; size 0.22222 / 0.19753
    found = share([True] * 4 + [False] * 2, groups="aaaabb", by_row=True)
    assert found.value == pytest.approx(4 / 6)
    assert found.size == pytest.approx(1.125)
    assert share([True] * 4 + [False] * 2, groups="aaaabb").value == 0.5


def test_all_yes_still_has_a_width() -> None:
    found = rate_interval([True] * 20, groups=[n // 2 for n in range(20)])
    assert found.low == pytest.approx(wilson(10, 10).low)
