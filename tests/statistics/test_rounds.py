"""Rounds: what they mend and break, by hand, and the advice for models whose rates are set."""

from collections import Counter
from itertools import product
from math import factorial, inf

import numpy as np
import pytest

from redraft.statistics import best_rounds, pays, smallest_difference, transition

BEFORE = [True] * 6 + [False] * 4
AFTER = [True] * 5 + [False] + [True] * 3 + [False]


def test_a_round_by_hand() -> None:
    # of 4 wrong 3 mended, of 6 right 1 broken: 0.75 / (1/6) = 4.5 > 0.6 / 0.4 = 1.5
    found = transition(BEFORE, AFTER)
    assert found.accuracy.estimate == 0.6
    assert found.after.estimate == 0.8
    assert found.corrected
    assert found.introduced
    assert (found.corrected.estimate, found.corrected.n) == (0.75, 4)
    assert found.introduced.estimate == pytest.approx(1 / 6)
    assert found.introduced.n == 6
    assert found.gain.difference.estimate == pytest.approx(0.75 * 0.4 - 0.6 / 6)
    assert found.pays


def test_its_probability_by_hand() -> None:
    # with one of each added 4 of 12 are better, 2 worse: the trinomial's chance that more
    # are drawn better than worse, and half of a tie
    chance = 0.0
    for better, worse in product(range(13), repeat=2):
        same = 12 - better - worse
        if same >= 0 and better >= worse:
            ways = factorial(12) / (factorial(better) * factorial(worse) * factorial(same))
            drawn = ways * (4 / 12) ** better * (2 / 12) ** worse * (6 / 12) ** same
            chance += drawn / 2 if better == worse else drawn
    # two standard errors of 10,000 draws at 0.79 are 0.008
    assert transition(BEFORE, AFTER).probability == pytest.approx(chance, abs=0.008)


def test_the_other_way_round_it_does_not_pay() -> None:
    there, back = transition(BEFORE, AFTER), transition(AFTER, BEFORE)
    assert not back.pays
    assert back.probability == pytest.approx(1 - there.probability, abs=0.016)


def test_what_did_not_occur_is_not_impossible() -> None:
    """Three of forty mended, none broken, is no 95 % yet: the sign test says 1 in 4."""
    found = transition([False] * 3 + [True] * 37, [True] * 40)
    assert found.pays
    assert 0.8 < found.probability < 0.95


def test_whether_it_pays_and_its_probability_weigh_boxes_alike() -> None:
    """Ten examples gain 4 boxes of 10 each, twenty lose 1 of 2: 40 boxes are more than 20."""
    before = ([True] * 6 + [False] * 4) * 10 + [True] * 40
    after = [True] * 100 + [True, False] * 20
    groups = [n for n in range(10) for _ in range(10)] + [n for n in range(10, 30) for _ in "ab"]
    found = transition(before, after, groups=groups)
    assert found.pays
    assert 0.5 < found.probability < 0.99
    assert found.gain.difference.estimate == pytest.approx((10 * 0.4 - 20 * 0.5) / 30)


def test_a_round_that_changes_nothing_does_not_pay() -> None:
    found = transition(BEFORE, BEFORE)
    assert not found.pays
    assert found.probability == pytest.approx(0.5, abs=0.02)


def test_rates_of_nothing_are_none() -> None:
    assert transition([True], [False]).corrected is None
    assert transition([False], [True]).introduced is None


@pytest.mark.parametrize(
    ("corrected", "introduced", "accuracy", "answer"),
    # 0.3 / 0.1 = 3 against 0.7 / 0.3 = 2.33 and 0.8 / 0.2 = 4; 0 / 0 and 1 / 0 need no division
    [(0.3, 0.1, 0.7, True), (0.3, 0.1, 0.8, False), (0.1, 0, 0.9, True), (0, 0, 0.5, False)],
)
def test_the_published_condition(
    corrected: float, introduced: float, accuracy: float, *, answer: bool
) -> None:
    assert pays(corrected, introduced, accuracy) is answer


def test_rounds_by_hand() -> None:
    # means 0.5, 0.6, 0.65 for 100, 200, 400 tokens
    quality = [[0.4, 0.5, 0.6], [0.6, 0.7]]
    found = best_rounds(quality, [[100, 200, 500], [100, 200, 300]])
    assert [one.quality.estimate for one in found.rounds] == pytest.approx([0.5, 0.6, 0.65])
    assert [one.tokens for one in found.rounds] == [100, 200, 400]
    assert [one.times for one in found.rounds] == [1, 2, 4]
    assert found.best == 2
    assert found.decision == "unknown"  # of two rows
    # a point worth 12 tokens: 10 points - 100 / 12 = 1.67, 15 points - 300 / 12 = -10
    priced = best_rounds(quality, [[100, 200, 500], [100, 200, 300]], price=12)
    nets = [one.net.difference.estimate for one in priced.rounds]
    assert nets == pytest.approx([0, 0.01667, -0.1], abs=1e-4)
    assert priced.rounds[2].gain.difference.estimate == pytest.approx(0.15)
    assert priced.best == 1


def test_the_quality_of_a_round_is_told_at_the_level_asked_for() -> None:
    """Closer at 50 % than at 95 %."""
    rows = [[0.4, 0.5], [0.5, 0.9], [0.6, 0.7]]
    close, wide = (best_rounds(rows, rows, level=level).rounds[0].quality for level in (0.5, 0.95))
    assert wide.low < close.low < close.estimate < close.high < wide.high


def test_rounds_after_a_draft_that_took_nothing() -> None:
    """Are no number of times its tokens, unless they took nothing either."""
    found = best_rounds([[0.4, 0.5, 0.6]] * 3, [[0, 0, 100]] * 3)
    assert [one.times for one in found.rounds] == [1, 1, inf]


@pytest.mark.parametrize(("rows", "decision"), [(10, "unknown"), (182, "unknown"), (183, "stop")])
def test_equal_rounds_are_not_worth_more(rows: int, decision: str) -> None:
    # of two rounds each keeps 97.5 %: 1 - 0.025 ** (1 / n) of others unseen, below 0.02 from 183
    found = best_rounds([[0.5, 0.5, 0.5]] * rows, [[1, 2, 3]] * rows)
    assert (found.best, found.decision) == (0, decision)


@pytest.mark.parametrize("price", [None, 1000])
def test_two_rows_that_no_round_changes_show_nothing(price: float | None) -> None:
    """Nor at a price, which takes 0.002 of the gain."""
    found = best_rounds([[0.5, 0.5], [0.75, 0.75]], [[100, 300]] * 2, price=price)
    assert found.decision == "unknown"
    gain = found.rounds[1].gain.difference
    # as many others of two as may go unseen: 1 - 0.05 ** (1 / 2)
    assert (gain.estimate, gain.low, gain.high) == pytest.approx((0, -0.776, 0.776), abs=1e-3)


def test_more_rounds_need_more_to_be_sure() -> None:
    # 7 of 40 better, none worse: 2 / 2^7 = 0.0156, below 0.05 of one round, above a fifth of it
    rows = [[0, int(n < 7)] for n in range(40)]
    assert best_rounds(rows, rows).decision == "iterate"
    longer = [[was, now, now, now, now, now] for was, now in rows]
    assert best_rounds(longer, longer).decision == "unknown"


@pytest.mark.parametrize(
    ("quality", "price", "says"),
    [([], None, "no rows"), ([[0.5], []], None, "without its draft"), ([[0.5]], 0, "price 0")],
)
def test_what_cannot_be_weighed_is_refused(
    quality: list[list[float]], price: float | None, says: str
) -> None:
    with pytest.raises(ValueError, match=says):
        best_rounds(quality, quality, price=price)


ROWS, ROUNDS, TIMES = 100, 3, 30
GRID = list(product([0.3, 0.6, 0.8], [0.02, 0.15, 0.4], [0.0, 0.05, 0.2]))
"""Accuracy of the draft, ECR and EIR."""


def model(
    rng: np.random.Generator, accuracy: float, corrected: float, introduced: float, rows: int = ROWS
) -> list[list[bool]]:
    """Right or wrong by row and round: the two-state chain of arXiv 2604.22273."""
    states = [rng.random(rows) < accuracy]
    for _ in range(ROUNDS):
        draw = rng.random(rows)
        states.append(np.where(states[-1], draw >= introduced, draw < corrected))
    return np.array(states).T.tolist()  # type: ignore[no-any-return]


def expected(accuracy: float, corrected: float, introduced: float) -> list[float]:
    """The true accuracy after each round."""
    found = [accuracy]
    for _ in range(ROUNDS):
        found.append(found[-1] * (1 - introduced) + (1 - found[-1]) * corrected)
    return found


def test_the_advice_is_right_for_models_whose_rates_are_set() -> None:
    """The confusion table over the grid: hardly ever the opposite, and right where it can be."""
    rng, table, clear = np.random.default_rng(0), Counter[tuple[str, str]](), [0, 0]
    for cell in GRID:
        gain = expected(*cell)[ROUNDS] - cell[0]
        truth = "iterate" if pays(cell[1], cell[2], cell[0]) else "stop"
        least = smallest_difference(ROWS, discordance=0.5, comparisons=ROUNDS)
        for _ in range(TIMES):
            rows = model(rng, *cell)
            found = best_rounds(rows, [[100, 300, 500, 700]] * ROWS)
            table[truth, found.decision] += 1
            if abs(gain) >= least:
                clear[0] += found.decision == truth
                clear[1] += 1
    total = {truth: sum(table[truth, said] for said in ("iterate", "stop", "unknown"))
             for truth in ("iterate", "stop")}  # fmt: skip
    assert table["iterate", "stop"] <= 0.05 * total["iterate"]
    assert table["stop", "iterate"] <= 0.05 * total["stop"]
    assert clear[1] > 200
    assert clear[0] >= 0.8 * clear[1]


def test_the_condition_is_told_with_its_probability() -> None:
    """Where it holds by much the probability is high, where it fails by much it is low."""
    rng, table = np.random.default_rng(1), Counter[tuple[bool, str]]()
    for cell in GRID:
        truth = pays(cell[1], cell[2], cell[0])
        for _ in range(TIMES):
            rows = model(rng, *cell)
            chance = transition([row[0] for row in rows], [row[1] for row in rows]).probability
            said = "yes" if chance >= 0.95 else "no" if chance <= 0.05 else "unknown"
            table[truth, said] += 1
    assert table[True, "no"] <= 0.05 * (len(GRID) * TIMES)
    assert table[False, "yes"] <= 0.05 * (len(GRID) * TIMES)
    assert table[True, "yes"] > 3 * table[True, "no"]
    assert table[False, "no"] > 3 * table[False, "yes"]
    failing = sum(table[False, said] for said in ("yes", "no", "unknown"))
    assert table[False, "no"] >= 0.4 * failing > 0  # the rest fail by too little to tell


@pytest.mark.parametrize(("price", "best"), [(1, 0), (10, 1), (1000, 3)])
def test_the_best_number_of_rounds_at_a_price(price: float, best: int) -> None:
    """Accuracy 0.40, 0.64, 0.784, 0.870 for 200 tokens a round."""
    cell = (0.4, 0.4, 0.0)
    nets = [100 * (one - 0.4) - 200 * n / price for n, one in enumerate(expected(*cell))]
    assert max(range(4), key=nets.__getitem__) == best
    rng, chosen = np.random.default_rng(2), Counter[int]()
    for _ in range(100):
        rows = model(rng, *cell, rows=200)
        chosen[best_rounds(rows, [[100, 300, 500, 700]] * 200, price=price).best] += 1
    assert chosen[best] >= 80, chosen


def test_a_tie_does_not_pay() -> None:
    """Seven of ten right, one mended and one broken: no gain, whatever floats make of it."""
    assert not pays(1 / 3, 1 / 7, 0.7)
