"""Advice on plain rows: words first, and the figures behind them."""

import random
from collections.abc import Sequence
from math import inf
from typing import Any

import pytest

from redraft.errors import ConfigurationError
from redraft.evaluation.advise import Advice, advise
from redraft.evaluation.measured import Measured, Side
from redraft.report.advice import advice_lines, answer
from redraft.report.advice_data import as_data
from tests.evaluation.plain import loop, row, side

F, T = False, True


def run(kinds: Sequence[tuple[int, Sequence[Sequence[bool]]]], **more: str) -> Side:
    """So many rows of each trajectory."""
    texts = [one for count, one in kinds for _ in range(count)]
    return side(1, [loop(n, *one) for n, one in enumerate(texts)], **{"model": "local/m", **more})


def test_iterate() -> None:
    # 20 of 40 gain one box of two in the first round, and 10 of them the other in the second:
    # 0.5, 0.75, 0.875 for 100, 300, 500 tokens
    advice = advise(
        run([(10, [[T, F], [T, T]]), (10, [[F, F], [T, F], [T, T]]), (20, [[T, T], [T, T]])]),
        "checklist",
    )
    assert advice.rounds.decision == "iterate"
    assert answer(advice).startswith("Iterate, two rounds: +38 points (")
    assert answer(advice).endswith(" for 3.5 times the tokens.")
    assert [one.quality.estimate for one in advice.rounds.rounds] == [0.625, 0.875, 1.0]


def test_do_not_iterate_with_what_breaks_more_than_it_fixes() -> None:
    advice = advise(run([(20, [[T, T], [T, F]]), (20, [[T, F], [T, F]])]), "checklist")
    assert advice.rounds.decision == "stop"
    assert answer(advice).startswith(
        "Don't iterate with local/m: it breaks more than it fixes, -25 points ("
    )
    assert answer(advice).endswith("; take the draft, or measure one_shot.")


def test_do_not_iterate_for_next_to_nothing() -> None:
    # from 149 rows on that not one changes: 1 - 0.05 ** (1 / 149) = 0.0199
    advice = advise(run([(149, [[T, F], [F, T]])]), "checklist")
    assert answer(advice).startswith("Don't iterate with local/m: no round gains two points")


def test_a_few_rows_that_do_not_change_tell_nothing() -> None:
    """Of none of the differences, whose intervals have room for what was not seen."""
    rows = run([(2, [[T, F], [F, T]])])
    advice = advise(rows, "checklist", others=[side(7, rows.rows, name="other")])
    assert answer(advice).startswith("Can't tell yet with 2 examples: no round is better")
    (other,) = advice.others
    for found in (advice.kept, advice.oracle, other.draft, other.advised):
        assert (found.difference.low, found.difference.high) == pytest.approx(
            (-0.776, 0.776), abs=1e-3
        )


def test_do_not_iterate_at_a_price() -> None:
    gains = run([(20, [[T, F], [T, T]]), (20, [[T, T], [T, T]])])
    # 25 points for 200 tokens: worth it at 100 tokens a point, not at 5
    assert answer(advise(gains, "checklist", price=100)).startswith("Iterate, one round: +25")
    assert answer(advise(gains, "checklist", price=5)).startswith(
        "Don't iterate at this price: one round is +25 points ("
    )


def test_one_example_has_no_interval_at_a_price() -> None:
    """Half of its points for 200 tokens: 50 less 2, and no end is told of what has none."""
    told = advice_lines(advise(side(1, [loop(0, [F, F], [T, F])]), "checklist", price=100))
    assert "+48 points" in " ".join(told)
    assert "inf" not in " ".join(told)


def test_cannot_tell_names_how_many_more_would() -> None:
    advice = advise(
        run([(3, [[T, F], [T, T]]), (1, [[T, T], [T, F]]), (16, [[T, T], [T, T]])]), "checklist"
    )
    assert advice.rounds.decision == "unknown"
    assert advice.needed
    assert answer(advice).startswith(
        f"Can't tell yet with 20 examples: about {advice.needed} more would tell; one round gave +5"
    )
    worse = advise(
        run([(1, [[T, F], [T, T]]), (3, [[T, T], [T, F]]), (16, [[T, T], [T, T]])]), "checklist"
    )
    assert "no round is better than the draft, nor surely worse" in answer(worse)


def test_another_run_is_named_where_it_does_as_well() -> None:
    breaks = run([(20, [[T, T], [T, F]]), (20, [[T, F], [T, F]])])
    shot = [loop(n, [T, T]) for n in range(40)]
    found = advise(breaks, "checklist", others=[side(7, shot, name="one_shot")])
    assert answer(found).endswith("; use one_shot (run 7).")
    gains = run([(20, [[T, F], [T, T]]), (20, [[T, F], [T, F]])])
    rival = advise(gains, "checklist", others=[side(7, shot, name="one_shot")])
    assert "But one_shot (run 7) is better still: +25 points (" in answer(rival)
    same = advise(gains, "checklist", others=[side(7, gains.rows, name="one_shot")])
    assert "But" not in answer(same)
    # 100 tokens against the draft's 100
    assert rival.others[0].times == 1


def test_a_run_of_another_task_is_told_but_not_advised() -> None:
    """One began with the drafts of the data, the other wrote its own."""
    breaks = run([(20, [[T, T], [T, F]]), (20, [[T, F], [T, F]])])
    fresh = side(7, [loop(n, [T, T]) for n in range(40)], name="one_shot", fresh=True)
    found = advise(breaks, "checklist", others=[fresh])
    assert answer(found).endswith("; take the draft, or measure one_shot.")
    told = "not the same task: run 1 began with the drafts of the data, run 7 without (--fresh)"
    assert told in " ".join(line.strip() for line in advice_lines(found))
    data = as_data(found)
    assert (data["fresh"], data["others"][0]["fresh"]) == (False, True)
    gains = run([(20, [[T, F], [T, T]]), (20, [[T, F], [T, F]])])
    assert "better still" not in answer(advise(gains, "checklist", others=[fresh]))


def test_a_draft_that_took_no_tokens() -> None:
    """As one that the data gave: what comes after it is no number of times."""
    two: dict[str, Any] = {
        "quality": (0.5, 1.0),
        "spent": (0, 4200),
        "chosen": (0, 1),
        "boxes": ((F,), (T,)),
    }
    one: dict[str, Any] = {"quality": (0.5,), "spent": (0,), "chosen": (0,), "boxes": ((F,),)}
    paid = [row(n, tokens=4200, **two) for n in range(20)]
    free = side(8, [row(n, **one) for n in range(20)])
    advice = advise(side(1, paid), "checklist", others=[side(7, paid), free])
    assert [one.times for one in advice.rounds.rounds] == [1, inf]
    assert answer(advice).endswith(" for 4,200 more tokens a row.")
    told = " ".join(" ".join(advice_lines(advice)).split())
    assert "4,200 -" in told
    assert "against the draft, which took no tokens." in told
    assert "against the draft, 1.0 times its tokens." in told
    assert "inf" not in told
    assert [one["times"] for one in as_data(advice)["others"]] == [None, 1]


def test_passes_judge_each_rounds_boxes() -> None:
    # round one: of two open boxes one is ticked, of two ticked one is opened
    advice = advise(run([(10, [[T, F], [F, T]]), (10, [[T, F], [T, F]])]), "checklist")
    (only,) = advice.passes
    assert only
    assert only.corrected
    assert only.introduced
    assert (only.corrected.estimate, only.introduced.estimate) == (0.5, 0.5)
    assert only.accuracy.n == 20  # examples, not boxes
    assert not only.pays


def test_a_round_is_held_to_the_text_that_it_rewrote() -> None:
    # the second round went back to the draft, which the first had spoilt: it broke a box of two
    texts = [[T, T], [F, F], [T, F]]
    advice = advise(side(1, [loop(n, *texts, bases=[None, 0, 0]) for n in range(20)]), "checklist")
    _, second = advice.passes
    assert second
    assert second.introduced
    assert (second.accuracy.estimate, second.introduced.estimate) == (1, 0.5)
    assert second.corrected is None
    # an older run does not say: the text before it is taken
    _, second = advise(side(1, [loop(n, *texts) for n in range(20)]), "checklist").passes
    assert second
    assert second.accuracy.estimate == 0


def test_choosing_is_weighed_against_the_last_and_against_the_best() -> None:
    # the best is the first round; ten rows return it, ten the draft, and the last is worst
    texts = [[T, F, F], [T, T, T], [F, F, F]]
    rows = [loop(n, *texts, chosen=[0, 1, 1] if n < 10 else [0, 0, 0]) for n in range(20)]
    advice = advise(side(1, rows), "checklist")
    # returned 1 or 1/3, last 0, best 1
    assert advice.kept.difference.estimate == pytest.approx(2 / 3)
    assert advice.oracle.difference.estimate == pytest.approx(1 / 3)
    assert [one.quality.estimate for one in advice.rounds.rounds] == pytest.approx(
        [1 / 3, 2 / 3, 2 / 3]
    )


def test_a_run_without_rounds_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="no round after the draft"):
        advise(side(1, [loop(0, [T, F]), row(1)]), "checklist")
    with pytest.raises(ConfigurationError, match="no row that is done; go on with: redraft resume"):
        advise(side(1, []), "checklist")
    loops = side(1, [loop(0, [T, F], [T, T])])
    with pytest.raises(ConfigurationError, match="share no row"):
        advise(loops, "checklist", others=[side(2, [loop(5, [T])])])


def chain(rates: tuple[float, float, float], seed: int) -> Advice:
    """Advice on 60 rows of three boxes: the draft's accuracy, ECR and EIR are set."""
    luck, rows = random.Random(seed), list[Measured]()
    accuracy, corrected, introduced = rates
    for number in range(60):
        texts = [[luck.random() < accuracy for _ in range(3)]]
        for _ in range(2):
            texts.append(
                [luck.random() >= introduced if box else luck.random() < corrected
                 for box in texts[-1]]
            )  # fmt: skip
        rows.append(loop(number, *texts))
    return advise(side(1, rows), "checklist")


@pytest.mark.parametrize(
    ("rates", "decision", "holds"),
    [((0.4, 0.4, 0.02), "iterate", True), ((0.8, 0.05, 0.3), "stop", False)],
)
def test_the_advice_is_right_for_models_whose_rates_are_set(
    rates: tuple[float, float, float], decision: str, *, holds: bool
) -> None:
    found = [chain(rates, seed) for seed in range(10)]
    assert [one.rounds.decision for one in found] == [decision] * 10
    assert all(one.passes[0] and one.passes[0].pays is holds for one in found)


def test_words_come_first_and_json_has_the_same() -> None:
    advice = chain((0.4, 0.4, 0.02), 0)
    assert " ".join(advice_lines(advice)).startswith(answer(advice)[:40])
    told = as_data(advice)
    assert (told["answer"], told["decision"]) == (answer(advice), "iterate")
    assert told["best_rounds"] == 2
    assert told["passes"][0]["pays"] is True
