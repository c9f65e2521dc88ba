"""`redraft compare` and `redraft advise` on stored runs, as people type them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from redraft.cli import cli
from redraft.errors import ConfigurationError
from tests.evaluation.fake import Fake, write_rows
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
    monkeypatch.setattr(
        "redraft.evaluation.rounds_judged.by_rounds", lambda *told: sides[told[1] - 1]
    )
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


def test_ready_shares_are_of_the_rows_compared(tmp_path: Path, fake: Fake) -> None:
    """Of twelve and of six notes six are shared, and all shares are of these."""

    def typed(*arguments: object) -> Result:
        told = [str(argument) for argument in arguments]
        return CliRunner(env={"REDRAFT_HOME": str(tmp_path)}).invoke(cli, told)

    rows = write_rows(tmp_path / "notes.jsonl", 12)
    model = ("--model", "small", "--api-base", fake.url, "-q")
    for limit in (12, 5):
        typed("evaluate", "refine,max_rounds=1", "--data", rows, "--limit", limit, *model)
    told = json.loads(typed("compare", 1, 2, "--json").stdout)
    ready = told["metrics"][-1]["means"]
    judged = [one["raw"] for one in told["judged"] if one["name"] == "ready"]
    assert [one["n"] for one in (*ready, *judged)] == [5] * 4
    assert judged[0]["estimate"] == pytest.approx(ready[0]["estimate"])


@pytest.fixture
def scored(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two runs whose rows two metrics have scored, in the place of those that are stored."""
    sides = [
        side(run, [row(n, scores={"text_part": score, "checklist": score}) for n in range(9)])
        for run, score in ((1, 0.5), (2, 0.7))
    ]
    monkeypatch.setattr(
        "redraft.evaluation.rounds_judged.by_rounds", lambda *told: sides[told[1] - 1]
    )


@pytest.mark.usefixtures("scored")
def test_named_metrics_alone_are_tested(typed: Type) -> None:
    """With ready; more that the rows were scored by change no p-value."""
    told, every, both, ready = (
        json.loads(typed("compare", 1, 2, "--json", *more).stdout)
        for more in (
            ("--metric", "checklist"),
            (),
            ("--metric", "text_part", "--metric", "checklist"),
            ("--metric", "ready"),
        )
    )
    names = [[one["metric"] for one in found["metrics"]] for found in (told, both, ready)]
    assert names == [["checklist", "ready"], ["text_part", "checklist", "ready"], ["ready"]]
    assert (told["comparisons"], every["comparisons"]) == (2, 3)
    one, other = (found["metrics"][0]["differences"][0] for found in (told, every))
    assert one["found"] == other["found"]
    assert one["p"] < other["p"]


@pytest.mark.usefixtures("scored")
@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--metric", "scope"), "--metric scope: not every row has that score (redraft rescore"),
        (("--metric", "chekclist"), "did you mean 'checklist'"),
        (
            ("--metric", "checklist", "--gate", "text_part > 0"),
            "it is not among those compared (--metric text_part)",
        ),
    ],
)
def test_a_metric_that_cannot_be_tested_is_refused(
    typed: Type, arguments: tuple[str, ...], says: str
) -> None:
    done = typed("compare", 1, 2, *arguments)
    assert isinstance(done.exception, ConfigurationError)
    assert says in str(done.exception)


def test_what_differs_between_the_runs_is_told(typed: Type) -> None:
    """Under the heading, and as data; a run against itself says so."""
    told = " ".join(typed("compare", 1, 2).stdout.split())
    assert "differs in program refine (single_pass), max_rounds 2 (default)" in told
    runs = json.loads(typed("compare", 1, 2, "--json").stdout)["runs"]
    assert [run["model"] for run in runs] == ["small", "small"]
    assert runs[1]["settings"]["max_rounds"] == 2
    itself = "a run compared with itself"
    assert itself not in told
    for shape in ((), ("--markdown",)):
        assert itself in " ".join(typed("compare", 2, 2, *shape).stdout.split())
