"""Two variants over the same examples, and the words for it."""

import pytest

from redraft.statistics import PairedDifference, paired_difference, rows_needed, verdict


def test_scores_by_hand() -> None:
    # differences 0.3, 0.1, -0.2, 0.4: mean 0.15, sum of squares about it 0.21, sd 0.264575,
    # se 0.132288; t of 3 degrees 3.18245: 0.15 -+ 0.42100; p is 6 of 16 flips
    found = paired_difference([0.1, 0.5, 0.7, 0.2], [0.4, 0.6, 0.5, 0.6])
    assert found.difference.estimate == pytest.approx(0.15)
    assert found.difference.low == pytest.approx(-0.27100, abs=1e-5)
    assert found.difference.high == pytest.approx(0.57100, abs=1e-5)
    assert (found.p, found.test) == (6 / 16, "exact")
    assert (found.better, found.same, found.worse, found.rows) == (3, 0, 1, 4)
    # dz 0.15 / 0.264575 = 0.566947, times 1 - 3 / 11
    assert found.effect == pytest.approx(0.412325, abs=1e-5)
    assert found.discordance is None


def test_flags_by_hand() -> None:
    # Bonett and Price: (7 + 1) / 42 - (0 + 1) / 42 = 0.166667,
    # se sqrt((9 / 42 - 0.166667^2) / 42) = 0.0666383, 1.959964 of it 0.130609; p 2 / 2^7
    found = paired_difference([False] * 40, [True] * 7 + [False] * 33)
    assert found.difference.estimate == 7 / 40
    assert found.difference.low == pytest.approx(0.036058, abs=1e-5)
    assert found.difference.high == pytest.approx(0.297276, abs=1e-5)
    assert (found.p, found.test, found.discordance) == (2 / 128, "McNemar", 7 / 40)


def test_repeats_of_an_example_count_once() -> None:
    """Six repeats of one gain are one example, not six that agree."""
    a, b = [0] * 8, [1] * 6 + [0] * 2
    apart = paired_difference(a, b)
    together = paired_difference(a, b, groups=["x"] * 6 + ["y", "z"])
    assert apart.p == 2 / 64
    assert together.p == 1
    assert together.difference.estimate == pytest.approx(1 / 3)
    assert (together.difference.n, together.rows, together.better) == (3, 8, 1)
    assert together.discordance is None


def test_the_other_way_round_is_its_mirror() -> None:
    a, b = [0.1, 0.5, 0.7, 0.2, 0.4], [0.4, 0.6, 0.5, 0.6, 0.4]
    one, other = paired_difference(a, b), paired_difference(b, a)
    assert one.p == other.p
    assert one.difference.low == pytest.approx(-other.difference.high)
    assert (one.better, one.same) == (other.worse, other.same)


def test_a_run_against_itself_cannot_be_told_apart() -> None:
    flags = [n % 3 == 0 for n in range(40)]
    found = paired_difference(flags, flags)
    assert found.p == 1
    assert found.difference.low < 0 < found.difference.high  # it keeps its width
    assert verdict(found) == "can't tell with 40 rows; there is hardly a difference"


def test_rounding_makes_no_difference() -> None:
    found = paired_difference([0.1 + 0.2, 0.7], [0.3, 0.7])
    assert (found.same, found.p) == (2, 1)


@pytest.mark.parametrize(
    ("a", "b", "says"),
    [([1], [1, 2], "1 scores against 2"), ([], [], "no values"), ([1], [float("nan")], "finite")],
)
def test_what_is_no_pair_is_refused(a: list[float], b: list[float], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        paired_difference(a, b)


def flags(better: int, worse: int, rows: int) -> PairedDifference:
    """So many of the rows turned ready, so many no longer."""
    a = [0] * better + [1] * worse + [0] * (rows - better - worse)
    b = [1] * better + [0] * worse + [0] * (rows - better - worse)
    return paired_difference(a, b)


def test_words() -> None:
    assert verdict(flags(7, 0, 40)) == "better"
    assert verdict(flags(0, 7, 40)) == "worse"
    assert verdict(flags(0, 7, 40), lower="cheaper") == "cheaper"


def test_words_after_correction() -> None:
    assert verdict(flags(7, 0, 40), p=0.06).startswith("can't tell with 40 rows; about ")


def test_words_name_the_rows_that_the_seen_difference_needs() -> None:
    found = flags(6, 2, 40)  # 10 points, a fifth discordant
    rows = rows_needed(0.1, discordance=0.2)
    assert rows == 168  # shown as 170: two digits, rounded up
    assert verdict(found) == "can't tell with 40 rows; about 170 would be needed"
    more = rows_needed(0.1, discordance=0.2, comparisons=6)
    assert more > 1.4 * rows
    assert f"about {-(-more // 10) * 10} would" in verdict(found, comparisons=6)


def test_words_of_too_few_rows() -> None:
    assert verdict(flags(1, 0, 1)) == "can't tell with 1 row"
    # four of four alike: six are the fewest that can reject, 2 / 2^6 < 0.05
    assert verdict(flags(4, 0, 4)) == "can't tell with 4 rows; about 6 would be needed"
    same = paired_difference([0.1] * 4, [0.3] * 4)
    assert verdict(same) == "can't tell with 4 rows; about 6 would be needed"


def test_words_of_a_difference_beyond_reach() -> None:
    # an effect of 0.002 / 0.3 would need (2.8 * 150)^2 = 176,400 rows
    spread = [0.3 * (-1) ** n + 0.002 for n in range(40)]
    found = paired_difference([0.0] * 40, spread)
    assert verdict(found) == "can't tell with 40 rows; there is hardly a difference"
