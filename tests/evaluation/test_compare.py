"""Runs compared on plain rows."""

import json
from math import inf
from statistics import fmean

import pytest

from redraft.errors import ConfigurationError
from redraft.evaluation.compare import compare
from redraft.evaluation.measured import Side
from redraft.report.comparison import comparison_lines
from redraft.report.comparison_data import as_csv, as_json, as_markdown
from redraft.report.left_out import left_out
from redraft.statistics import rows_needed
from tests.evaluation.plain import loop, row, side

BASE = side(1, [row(n, 0.5) for n in range(40)])
"""Forty rows at 0.5."""


def gained(count: int, by: float = 0.2) -> list[float]:
    """The scores of forty rows of which so many gained."""
    return [0.5 + by * (n < count) for n in range(40)]


def test_better_worse_and_cannot_tell() -> None:
    better = side(2, [row(n, score) for n, score in enumerate(gained(20))])
    worse = side(3, [row(n, score) for n, score in enumerate(gained(20, -0.2))])
    unsure = side(4, [row(n, score) for n, score in enumerate(gained(3))])
    figure, ready = compare([BASE, better, worse, unsure]).figures
    assert (figure.metric, ready.metric) == ("refinement", "ready")
    assert [one.says.partition(" with")[0] for one in figure.differences] == [
        "better", "worse", "can't tell"
    ]  # fmt: skip
    # twenty of forty gained 0.2: mean 0.1
    assert figure.means[1].estimate == pytest.approx(0.6)
    assert figure.differences[0].found.difference.estimate == pytest.approx(0.1)


def test_p_values_are_corrected_for_all_that_is_shown() -> None:
    # 7 of 7 better is 2 / 2^7 = 0.0156 alone; of two comparisons (ready has p 1) 0.0312, of
    # six 0.0938 at most
    seven = side(2, [row(n, score) for n, score in enumerate(gained(7))])
    alone = compare([BASE, seven]).figures[0].differences[0]
    assert (alone.found.p, alone.p, alone.says) == (2 / 128, 4 / 128, "better")
    many = compare([BASE, seven, BASE, BASE])
    assert many.comparisons == 6
    assert many.figures[0].differences[0].p == pytest.approx(12 / 128)
    assert many.figures[0].differences[0].says == (
        f"can't tell with 40 rows; about {needed(seven, 6)} would be needed"
    )
    assert needed(seven, 6) > needed(seven, 2)


def needed(gain: Side, comparisons: int) -> int:
    """Rows that show the mean gain over the base, of all the comparisons shown."""
    gains = [one.scores["refinement"] - 0.5 for one in gain.rows]
    share = sum(map(bool, gains)) / len(gains)
    return rows_needed(fmean(gains), sd=0, share=share, comparisons=comparisons)


def test_a_run_against_itself_cannot_be_told_apart() -> None:
    found = compare([BASE, BASE])
    for figure in found.figures:
        assert figure.differences[0].says == "can't tell with 40 rows; there is hardly a difference"
        assert figure.differences[0].p == 1
        assert figure.differences[0].smallest == inf


def test_only_what_both_have_is_compared_and_the_rest_is_told() -> None:
    one = side(1, [row(0), row(1), row(2), row(2, repeat=1)], undone={("note-3", 0): "failed"})
    other = side(2, [row(2, 0.9), row(1, 0.9), row(3, 0.9), row(0, 0.9, example="else")])
    found = compare([one, other])
    assert found.paired.keys == (("note-1", 0), ("note-2", 0))
    assert found.paired.missing == (
        {("note-3", 0): "failed"},
        {("note-2", 1): "not in the run"},
    )
    assert found.paired.changed == ("note-0",)
    assert left_out(found) == [
        "missing from run 1 v1: 1 row failed: note-3",
        "missing from run 2 v2: 1 row not in the run: note-2/1",
        "changed between the runs, so not compared: note-0",
    ]
    assert found.figures[0].means[1].n == 2


def test_rows_that_no_run_has_done_are_told() -> None:
    one, other = (side(n, [row(0), row(1)], undone={("note-2", 0): "failed"}) for n in (1, 2))
    assert left_out(compare([one, other])) == [
        "missing from run 1 v1: 1 row failed: note-2",
        "missing from run 2 v2: 1 row failed: note-2",
    ]


def test_runs_that_other_code_made_are_told() -> None:
    """Also where one run went on after a change; runs that do not say are left alone."""
    told = (
        "not made alike: the code of redraft's programs was 2 versions over the time of these "
        "runs (where that may matter, evaluate anew)"
    )
    for codes in (["a", "b"], ["a b", "a"], ["a b", ""]):
        sides = [side(n, [row(0)], code=frozenset(one.split())) for n, one in enumerate(codes, 1)]
        assert left_out(compare(sides)) == [told]
    for codes in (["a", "a"], ["a", ""], ["", ""]):
        sides = [side(n, [row(0)], code=frozenset(one.split())) for n, one in enumerate(codes, 1)]
        assert left_out(compare(sides)) == []


def test_runs_that_were_given_drafts_are_not_like_those_that_were_not() -> None:
    assert left_out(compare([side(1, [row(0)]), side(2, [row(0)], fresh=True)])) == [
        "not the same task: run 1 began with the drafts of the data, run 2 without (--fresh)"
    ]
    assert left_out(compare([side(n, [row(0)], fresh=True) for n in (1, 2)])) == []


def test_equal_gains_are_all_alike() -> None:
    """Differences that only rounding tells apart have no spread."""
    before, after = [0.1, 0.5, 0.7, 0.2, 0.4, 0.3], [0.3, 0.7, 0.9, 0.4, 0.6, 0.5]
    sides = [side(n, [*map(row, range(6), scores)]) for n, scores in ((1, before), (2, after))]
    found = compare(sides)
    assert found.figures[0].differences[0].found.effect == inf
    assert "(exact), all alike; 6 better" in " ".join(comparison_lines(found, "refinement"))


def test_repeats_of_an_example_count_once() -> None:
    """Six repeats that gain are one example; alone they would be better."""
    one = side(1, [row(0, 0.5, repeat=n) for n in range(6)] + [row(n) for n in range(1, 4)])
    other = side(2, [row(0, 0.7, repeat=n) for n in range(6)] + [row(n) for n in range(1, 4)])
    (difference,) = compare([one, other]).figures[0].differences
    assert (difference.found.difference.n, difference.found.rows) == (4, 9)
    assert difference.says.startswith("can't tell with 4 examples; about ")


def test_a_metric_that_not_every_row_has_is_left_out_and_told() -> None:
    half = [row(n, scores={"refinement": 0.5, **({"scope": 1.0} if n else {})}) for n in range(4)]
    found = compare([side(1, half), side(2, half)])
    assert [figure.metric for figure in found.figures] == ["refinement", "ready"]
    assert found.unscored == ("scope",)
    assert "redraft rescore RUN --metric scope" in left_out(found)[0]


def test_scores_from_other_code_are_told() -> None:
    """Of the metrics that are compared, against the baseline; what is not known is no news."""
    sides = [
        side(run, BASE.rows, prints=prints)
        for run, prints in enumerate(
            ({"refinement": "a", "scope": "a"}, {"refinement": "b", "scope": "b"}, {}), 1
        )
    ]
    found = compare(sides)
    assert found.unlike == {"refinement": (2,)}
    said = "refinement is not alike: its code has changed between scoring run 1 and run 2"
    assert left_out(found) == [f"{said} (redraft rescore RUN --metric refinement, for each)"]
    assert said in as_markdown(found)
    assert json.loads(as_json(found, "checklist"))["unlike"] == {"refinement": [2]}
    assert compare([sides[0], sides[0], sides[2]]).unlike == {}


def test_no_row_in_common_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="they share no example"):
        compare([side(1, [row(0)]), side(2, [row(1)])])
    with pytest.raises(ConfigurationError, match="have changed"):
        compare([side(1, [row(0)]), side(2, [row(0, example="else")])])
    with pytest.raises(ConfigurationError, match="run 2 v2 has no row that is done; go on with"):
        compare([BASE, side(2, [])])
    with pytest.raises(ConfigurationError, match="two runs or more"):
        compare([BASE])


def test_cost_stands_beside_quality() -> None:
    """A run is on the frontier unless another is as good for as few tokens."""
    steps = {"draft": 60, "verify": 40}
    paid = [
        row(n, tokens=100, money=0.01, calls=3, depth=2, seconds=1.5, steps=steps) for n in range(4)
    ]
    sides = [
        side(1, paid),
        side(2, [row(n, 0.9, tokens=300) for n in range(4)]),
        side(3, [row(n, 0.8, tokens=400) for n in range(4)]),
        side(4, [row(n, 0.4, tokens=100) for n in range(4)]),
    ]
    first, second, third, fourth = compare(sides).costs
    assert (first.tokens.estimate, first.calls, first.depth, first.seconds) == (100, 3, 2, 1.5)
    assert (first.money, second.money) == (0.01, None)
    assert first.steps == {"draft": 60, "verify": 40}
    assert (first.times, second.times, third.times) == (1, 3, 4)
    assert [one.frontier for one in (first, second, third)] == [True, True, False]
    assert not fourth.frontier


def test_tokens_against_a_baseline_that_took_none() -> None:
    """No number of times: in tables and JSON there is none, and none of both are as many."""
    free, paid = (
        side(n, [row(k, tokens=took) for k in range(4)]) for n, took in ((1, 0), (2, 4200))
    )
    found = compare([free, paid, free])
    assert [cost.times for cost in found.costs] == [1, inf, 1]
    told = "\n".join(comparison_lines(found, "text_part"))
    shown = [line.split() for line in told.splitlines()]
    assert [line[3] for line in shown if line[2:3] == ["4,200"]] == ["-"]
    assert json.loads(as_json(found, "text_part"))["runs"][1]["cost"]["times"] is None
    assert "| tokens a row | 0 | 4,200 | - | | |" in as_markdown(found)


def test_rounds_say_what_became_better_and_worse() -> None:
    # four rows: one gains, one loses, one stays, one stops after the draft
    rows = [
        loop(0, [True, False], [True, True]),
        loop(1, [True, True], [True, False], [True, True]),
        loop(2, [True, False], [False, True]),
        loop(3, [True, True]),
    ]
    draft, first, second = compare([side(1, rows), side(2, rows)]).rounds[0]
    assert (draft.quality.estimate, draft.rows, draft.better) == (0.75, 4, 0)
    assert (first.rows, first.better, first.same, first.worse) == (3, 1 / 3, 1 / 3, 1 / 3)
    assert (second.rows, second.better) == (1, 1)
    # after the second round 1, 1, 0.5 and 1, for 300, 500, 300 and 100 tokens
    assert (second.quality.estimate, second.tokens) == (0.875, 300)


def test_words_json_csv_and_markdown_say_the_same() -> None:
    better = side(2, [row(n, score) for n, score in enumerate(gained(20))], name="a|b\n*c*")
    found = compare([BASE, better])
    text = "\n".join(comparison_lines(found, "text_part"))
    assert "refinement         better: +0.100 [+0.068, +0.132]" in text
    told = json.loads(as_json(found, "text_part"))
    (difference,) = told["metrics"][0]["differences"]
    assert (told["baseline"], told["rows"], difference["says"]) == (1, 40, "better")
    assert told["metrics"][1]["differences"][0]["smallest"] is None  # ready: none differs
    lines = as_csv(found).splitlines()
    assert len(lines) == 1 + 2 * (2 + 4)  # two metrics, and four costs without money
    assert lines[-1].startswith("seconds,2,")
    assert lines[1].startswith("refinement,1,v1,40,40,0.5,")
    page = as_markdown(found)
    assert "a\\|b \\*c\\*" in page
    assert "| refinement | 0.500 [0.46, 0.54] | 0.600 [0.57, 0.63] | +0.100 " in page
    assert "| depth | 0.0 | 0.0 | | | |" in page


def test_a_name_is_not_live_in_a_pull_request() -> None:
    """It calls nobody and links nowhere, in the table's head or in a line on what is left out."""
    name = "@octocat https://evil.example #1 ~~s~~"
    rows = [*BASE.rows[1:], row(99, 0.5)]
    page = as_markdown(compare([BASE, side(2, rows, name=name, undone={("@me", 0): "failed"})]))
    shown = "`@octocat` `https://evil.example` `#1` \\~\\~s\\~\\~"
    assert f"**Run 2 {shown}** against run 1 v1" in page
    assert f"| 1 v1 | 2 {shown} |" in page
    assert "failed: `@me`" in page
    without = page.replace(shown, "").replace("`@me`", "")
    assert not [sign for sign in ("@", "://", "#", "~~") if sign in without]


def test_no_difference_is_not_one_of_no_width() -> None:
    """1 - 0.05 ** (1 / 40) = 0.07216 of the rows may differ, by 1 at most; and ends stay in."""
    same = compare([BASE, BASE]).figures[0].differences[0].found.difference
    assert (same.low, same.high) == pytest.approx((-0.07216, 0.07216), abs=1e-5)
    two = compare([side(1, [row(0, 0.0), row(1, 0.1)]), side(2, [row(0, 0.5), row(1, 1.0)])])
    wide = two.figures[0].differences[0].found.difference
    assert (wide.low, wide.high) == (-1, 1)


def test_money_is_told_where_one_side_is_free() -> None:
    """As an embedded model is."""
    free = side(1, [row(n, 0.5, money=0.0) for n in range(4)])
    paid = side(2, [row(n, 0.5, money=0.01) for n in range(4)])
    assert "| $ a row | 0.0000 | 0.0100 |" in as_markdown(compare([free, paid]))
    assert "$ a row" not in as_markdown(compare([free, free]))
    assert "$ a row" not in as_markdown(compare([paid, BASE]))


def test_what_is_unknown_is_empty_in_csv() -> None:
    """One example tells nothing of the spread, and a side without settings has none."""
    told = as_csv(compare([side(1, [row(0, 0.5)]), side(2, [row(0, 0.7)])]))
    assert "inf" not in told
    assert ",'," not in told
    assert not told.endswith("'")


def test_a_name_is_no_formula_in_csv() -> None:
    found = compare([BASE, side(2, BASE.rows, name="=1+1")])
    assert ",'=1+1," in as_csv(found)


def test_a_metrics_name_is_neither_live_nor_a_formula() -> None:
    """It comes from a store, which anybody may have made."""
    rows = [row(n, scores={"=1+1": 0.5, "@octocat a|b": 0.5}) for n in range(4)]
    found = compare([side(1, rows), side(2, rows)])
    lines = as_csv(found).splitlines()
    assert [line for line in lines if line.startswith(("=", "@"))] == []
    assert sum(line.startswith("'=1+1,") for line in lines) == 2
    assert "\n| `@octocat` a\\|b | 0.500 " in as_markdown(found)
