"""`redraft compare` and `redraft advise` on stored runs, as people type them."""

import json
from collections.abc import Callable

import pytest
from click.testing import Result

from redraft.errors import ConfigurationError
from tests.evaluation.plain import row, side

Type = Callable[..., Result]


def test_compare_says_better_and_costs_no_call(typed: Type) -> None:
    """The server is gone: what is told is what was stored."""
    done = typed("compare", 1, 2)
    assert done.exit_code == 0
    assert done.stdout.startswith("12 pairs of rows over 12 examples; the baseline is run 1 single")
    told = json.loads(typed("compare", 1, 2, "--json").stdout)
    checklist, ready = told["metrics"]
    assert checklist["differences"][0]["says"] == "better"
    assert ready["differences"][0]["found"]["better"] == 8
    assert f"{checklist['differences'][0]['found']['difference']['estimate']:+.3f}" in done.stdout
    rounds = told["runs"][1]["rounds"]
    assert [one["number"] for one in rounds] == [0, 1, 2]
    assert rounds[1]["better"] == pytest.approx(8 / 12)
    assert told["runs"][1]["cost"]["depth"] > told["runs"][0]["cost"]["depth"]


def test_compare_a_run_with_itself(typed: Type) -> None:
    told = json.loads(typed("compare", 2, "last", "--json").stdout)
    says = {one["says"] for figure in told["metrics"] for one in figure["differences"]}
    assert says == {"can't tell with 12 rows; there is hardly a difference"}


def test_a_gate_decides_the_exit_code(typed: Type) -> None:
    kept = typed("compare", 1, 2, "--gate", "checklist >= baseline - 0.02")
    assert kept.exit_code == 0
    assert "gate checklist >= baseline - 0.02: kept by run 2" in kept.stdout
    broken = typed("compare", 1, 2, "--gate", "tokens <= baseline * 1.5", "--markdown")
    assert broken.exit_code == 1
    assert "tokens \\<= baseline \\* 1.5: broken by run 2" in broken.stdout
    assert "tokens <= baseline * 1.5: broken by run 2" in broken.stderr


def test_a_gate_on_fewer_rows_says_so(typed: Type, monkeypatch: pytest.MonkeyPatch) -> None:
    """One row of three is compared: it is kept, which is told beside the JSON."""
    sides = [
        side(1, [row(n, 0.5) for n in range(3)]),
        side(2, [row(0, 0.9)], undone={("note-1", 0): "failed"}),
    ]
    monkeypatch.setattr("redraft.evaluation.measured.measured", lambda *told: sides[told[1] - 1])
    done = typed("compare", 1, 2, "--json", "--gate", "refinement >= baseline")
    assert done.exit_code == 0
    assert json.loads(done.stdout)["gates"][0]["holds"]
    assert "missing from run 2 v2: 1 row failed: note-1" in done.stderr
    assert "asks for N" in done.stderr
    assert typed("compare", 1, 2, "--gate", "rows >= 3").exit_code == 1
    sides[1] = side(2, [row(0, 0.9), row(1, 0.9, example="else"), row(2, 0.9)])
    done = typed("compare", 1, 2, "--json", "--gate", "refinement >= baseline")
    assert "changed between the runs, so not compared: note-1" in done.stderr


@pytest.mark.parametrize("shape", ["--json", "--csv", "--markdown"])
def test_each_shape_is_alone_on_stdout(typed: Type, shape: str) -> None:
    done = typed("compare", 1, 2, shape)
    first = {"--json": "{", "--csv": "metric,run,", "--markdown": "**Run 2"}[shape]
    assert done.stdout.startswith(first)
    assert not done.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((1, 9), "there is no run 9"),
        ((1, 2, "--by", "checklst"), "did you mean 'checklist'"),
        ((1, 2, "--gate", "checklist is good"), "accepted are a metric"),
        ((1, 2, "--gate", "elegance > 0.5"), "'elegance' is not known"),
    ],
)
def test_bad_input_is_told_in_a_line(typed: Type, arguments: tuple[object, ...], says: str) -> None:
    done = typed("compare", *arguments)
    assert isinstance(done.exception, ConfigurationError)
    assert says in str(done.exception)
    assert "\n" not in str(done.exception)


def test_one_run_is_too_few(typed: Type) -> None:
    done = typed("compare", 1)
    assert done.exit_code == 2
    assert "give two runs or more" in done.stderr


def test_advise_says_it_in_words_first(typed: Type) -> None:
    done = typed("advise", 2, 1)
    assert done.exit_code == 0
    assert done.stdout.startswith("Iterate, one round: +22 points (")
    told = json.loads(typed("advise", 2, 1, "--json").stdout)
    assert told["decision"] == "iterate"
    # of 24 open boxes the eight that were mended
    assert told["passes"][0]["corrected"]["estimate"] == pytest.approx(8 / 24)
    assert told["passes"][0]["introduced"]["estimate"] == 0
    assert told["others"][0]["variant"] == "single_pass"


def test_advise_at_a_price(typed: Type) -> None:
    done = typed("advise", "last", "--price", 10)
    assert done.stdout.startswith("Don't iterate at this price: one round is +22 points (")


def test_advise_on_a_run_without_rounds(typed: Type) -> None:
    done = typed("advise", 1)
    assert isinstance(done.exception, ConfigurationError)
    assert "no round after the draft" in str(done.exception)
