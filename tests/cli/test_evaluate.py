"""`redraft evaluate` and the commands on what it keeps, as people type them."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from redraft.cli import cli
from redraft.errors import ConfigurationError, RedraftError
from tests.conftest import Command
from tests.evaluation.fake import Fake, answer, write_rows

Type = Callable[..., Result]


@pytest.fixture
def notes(tmp_path: Path) -> str:
    """A file of four examples."""
    return str(write_rows(tmp_path / "notes.jsonl", 4))


@pytest.fixture
def redraft_(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Type:
    """A command in this process, with a home of its own."""
    monkeypatch.setenv("REDRAFT_HOME", str(tmp_path / "home"))

    def typed(*arguments: object) -> Result:
        return CliRunner().invoke(cli, [str(argument) for argument in arguments])

    return typed


def evaluated(redraft_: Type, fake: Fake, notes: str, *more: object) -> Any:
    """What `redraft evaluate ... --json` says."""
    where = ("--data", notes, "--model", "small", "--api-base", fake.url)
    done = redraft_("evaluate", "refine,max_rounds=1", *where, "--json", "-q", *more)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return json.loads(done.stdout), done.exit_code


def test_a_run_is_scored_kept_and_shown(redraft_: Type, fake: Fake, notes: str) -> None:
    """The table has its mean with the interval; runs, show and rm know it by its number."""
    told, code = evaluated(redraft_, fake, notes)
    (run,) = told["runs"]
    assert (code, run["id"], run["status"], run["done"]) == (0, 1, "done", 4)
    mean = run["means"]["refinement"]
    assert mean["low"] <= mean["mean"] <= mean["high"]
    assert mean["n"] == 4
    listed = redraft_("runs")
    assert "refine,max_rounds=1" in listed.stdout
    assert "4/4" in listed.stdout
    shown = redraft_("show", "last").stdout
    assert f"{mean['mean']:.3f} [{mean['low']:.2f}, {mean['high']:.2f}]" in shown
    assert [line.split()[1] for line in shown.splitlines()[-4:]] == [
        f"note-{number}" for number in range(4)
    ]
    page = redraft_("show", 1, 1).stdout
    assert "because the floor is being replaced" in page
    assert "verify" in page
    assert "prompts and raw replies of 4 calls: --json" in page
    kept = CliRunner().invoke(cli, ["rm", "1"], input="n\n")
    assert (kept.exit_code, redraft_("show", 1).exit_code) == (0, 0)
    assert redraft_("rm", "1", "--yes").exit_code == 0
    assert "no run is kept" in redraft_("runs").stdout


def test_examples_without_boxes_are_told(redraft_: Type, fake: Fake, tmp_path: Path) -> None:
    """A misspelt column would make every text ready, without a word."""
    rows = [
        {"task": f"Note {n}: say when.", "check_list": ["x"], **({"checklist": ["y"]} if n else {})}
        for n in range(3)
    ]
    file = tmp_path / "rows.jsonl"
    file.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    asked = ("evaluate", "one_shot", "--data", str(file), "--model", "m", "--api-base", fake.url)
    said = redraft_(*asked).stderr
    assert "1 of 3 examples have no checklist: their texts are ready unproven" in said
    assert "no checklist" not in redraft_(*asked, "--map", "checklist=check_list").stderr


def test_replies_that_are_none_are_told(redraft_: Type, fake: Fake, notes: str) -> None:
    """A broken server measures the drafts of the data, which would pass for a weak prompt."""
    fake.fault = lambda number, body: "prose"
    told, code = evaluated(redraft_, fake, notes)
    (run,) = told["runs"]
    assert (code, run["rows_with_an_unread_step"], run["rows_without_a_text"]) == (0, 4, 0)
    shown = redraft_("show", 1).stdout
    assert "run 1: in 4 of 4 rows a step had no reply that could be read" in shown


def test_a_run_without_a_text_has_failed(redraft_: Type, fake: Fake, notes: str) -> None:
    """Rows without one count as rows, with a score of 0."""
    fake.fault = lambda number, body: "blank"
    told, code = evaluated(redraft_, fake, notes, "--fresh")
    (run,) = told["runs"]
    assert (code, run["rows_without_a_text"], run["means"]["refinement"]["mean"]) == (3, 4, 0)
    shown = redraft_("show", 1).stdout
    assert "run 1: no text came about in 4 of 4 rows; they score 0" in shown


def test_a_row_is_shown_with_what_was_said(redraft_: Type, fake: Fake, notes: str) -> None:
    """As JSON, in the server's own words; nothing of it with --no-replies."""
    evaluated(redraft_, fake, notes, "--limit", 1)
    said = json.loads(redraft_("show", 1, 0, "--json").stdout)["said"]
    assert [call["step"] for call in said] == ["verify", "critique", "edit", "verify"]
    bodies = [json.loads(body)["messages"] for body in fake.bill.asked]
    assert [call["messages"] for call in said] == bodies
    assert said[0]["reply"] == answer(bodies[0][-1]["content"])
    evaluated(redraft_, fake, notes, "--limit", 1, "--no-replies")
    assert json.loads(redraft_("show", 2, 0, "--json").stdout)["said"] == []
    assert "raw replies" not in redraft_("show", 2, 0).stdout


def test_rescoring_adds_a_metric(redraft_: Type, fake: Fake, notes: str) -> None:
    """Without a call."""
    evaluated(redraft_, fake, notes)
    calls = fake.bill.calls
    told = json.loads(redraft_("rescore", "1", "--metric", "checklist", "--json").stdout)
    assert set(told["runs"][0]["means"]) == {"refinement", "checklist"}
    assert fake.bill.calls == calls


def test_a_cap_ends_with_its_own_code_and_resume_goes_on(
    redraft_: Type, fake: Fake, notes: str
) -> None:
    """4, and what to type; with a higher cap the rest is done, and nothing asked twice."""
    told, code = evaluated(redraft_, fake, notes, "--max-calls", 9)
    assert (code, told["runs"][0]["status"]) == (4, "over_budget")
    assert fake.bill.calls == 9
    again = redraft_("resume", "last", "-q")
    assert again.exit_code == 4
    assert "redraft resume 1" in again.stderr
    done = redraft_("resume", "1", "--max-calls", 100, "-q")
    assert (done.exit_code, "4/4" in done.stdout) == (0, True)
    assert set(fake.bill.asked.values()) == {1}


@pytest.mark.parametrize(
    ("cap", "says"),
    [
        (("--max-tokens", 500), "--max-tokens 500: 0 used, the next call could need "),
        (("--max-calls", 9), "--max-calls 9: 9 used"),
        (
            ("--max-cost", 0.01, "--price", "10,10"),
            "--max-cost 0.01: $0.00 used, the next call could need $0.0",
        ),
    ],
)
def test_a_cap_is_named_with_what_goes_beyond_it(
    redraft_: Type, fake: Fake, notes: str, cap: tuple[object, ...], says: str
) -> None:
    """Below the table, and in what to type."""
    where = ("--data", notes, "--model", "small", "--api-base", fake.url)
    done = redraft_("evaluate", "refine,max_rounds=1", *where, "-q", *cap)
    assert done.exit_code == 4
    assert f"run 1: over budget: {says}" in done.stdout
    assert says in done.stderr
    assert f"go on with: redraft resume 1 {cap[0]} N" in done.stderr


def test_rm_that_prints_json_asks_nothing(redraft_: Type, fake: Fake, notes: str) -> None:
    """So it needs --yes; then its answer is JSON alone."""
    evaluated(redraft_, fake, notes, "--limit", 1)
    done = redraft_("rm", 1, "--json")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "--json asks nothing, so it needs --yes" in done.stderr
    assert redraft_("show", 1).exit_code == 0
    done = redraft_("rm", 1, "--json", "--yes")
    assert json.loads(done.stdout) == {"format": 1, "removed": 1}
    assert "no run is kept" in redraft_("runs").stdout


def test_the_cache_answers_equal_calls(redraft_: Type, fake: Fake, notes: str) -> None:
    """Of a run that wants it; another asks anew."""
    for more, calls in ((["--cache"], True), (["--cache"], False), ([], True)):
        before = fake.bill.calls
        assert evaluated(redraft_, fake, notes, "--limit", 1, *more)[1] == 0
        assert (fake.bill.calls > before) == calls


def test_dollars_are_capped_at_the_price(redraft_: Type, fake: Fake, notes: str) -> None:
    """Of prompt and reply at $1 and $2 for a million tokens; without a price it is refused."""
    where = ("--data", notes, "--model", "small", "--api-base", fake.url, "--max-cost", "0.008")
    done = redraft_("evaluate", "refine", *where)
    assert "no price is known of" in str(done.exception)
    assert fake.bill.calls == 0
    told, code = evaluated(redraft_, fake, notes, "--max-cost", "0.008", "--price", "1,2")
    assert (code, told["runs"][0]["status"]) == (4, "over_budget")
    assert 0 < fake.bill.tokens < 8_000  # each costs a millionth at least
    assert evaluated(redraft_, fake, notes, "--max-cost", "1", "--price", "1,2")[1] == 0


def test_an_outage_ends_with_its_own_code(redraft_: Type, fake: Fake, notes: str) -> None:
    """3, with the reason under the table."""
    fake.fault = lambda number, body: "500"
    where = ("--data", notes, "--model", "small", "--api-base", fake.url, "--tries", 1)
    done = redraft_("evaluate", "refine", *where, "--max-errors", 0)
    assert done.exit_code == 3
    assert "failed: too many errors, first" in done.stdout


def test_several_programs_are_several_runs(redraft_: Type, fake: Fake, notes: str) -> None:
    """Each under its own name."""
    told, _ = evaluated(redraft_, fake, notes, "single=single_pass", "--limit", 2)
    assert [run["spec"]["variant"]["name"] for run in told["runs"]] == [
        "refine,max_rounds=1",
        "single",
    ]
    assert [run["rows"] for run in told["runs"]] == [2, 2]


def test_a_cap_is_of_all_runs_together(redraft_: Type, fake: Fake, notes: str) -> None:
    """As many calls as it allows, whichever run makes them; together the two need more."""
    more = ("single=single_pass", "--limit", 2)
    told, code = evaluated(redraft_, fake, notes, *more)
    needed = [run["calls"] for run in told["runs"]]
    assert (code, sum(needed)) == (0, fake.bill.calls)
    bill, most = fake.fresh(), max(needed) + 1
    told, code = evaluated(redraft_, fake, notes, *more, "--max-calls", most)
    assert (code, bill.calls) == (4, most)
    assert "over_budget" in [run["status"] for run in told["runs"]]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["evaluate"], "Missing argument 'PROGRAM...'"),
        (["evaluate", "refin", "--split", "dev", "--model", "local"], "did you mean 'refine'"),
        (["evaluate", "refine", "--split", "dev", "--metric", "refinment"], "'refinement'"),
        (["evaluate", "refine", "--repeats", "0"], "from 1 to 1,000"),
        (["evaluate", "refine", "--api-base", "http://x"], "--api-base URL needs --model NAME"),
        (["evaluate", "refine", "--split", "dev", "--price", "cheap"], "--price 0.15,0.60"),
        (["show", "first"], "accepted is a run's number, or last"),
        (["show", "9" * 20], "accepted is a run's number, or last"),
        (["evaluate", "refine", "--max-cost", "inf"], "accepted is a number, 0.0 or more"),
        (["resume", "1"], "no run is kept at"),
        (["rescore", "1"], "Missing option '--metric'"),
    ],
)
def test_bad_input_is_told_in_a_line(redraft_: Type, arguments: list[str], says: str) -> None:
    """And makes no run."""
    done = redraft_(*arguments)
    told = str(done.exception) if isinstance(done.exception, RedraftError) else done.stderr
    assert says in told
    assert done.exit_code != 0
    assert "no run is kept" in str(redraft_("runs").exception)


def test_the_real_thing(redraft: Command, fake: Fake, notes: str) -> None:
    """In a process of its own: on stdout the table, its judged shares, and nothing else."""
    where = ("--data", notes, "--model", "small", "--api-base", fake.url)
    done = redraft("evaluate", "refine", *where, "--limit", "2", "--repeats", "2")
    assert done.returncode == 0
    head, line, *judged = done.stdout.splitlines()
    told = " ".join(" ".join(judged).split())
    for share in ("judged boxes ticked", "texts ready"):
        assert f"run 1, {share}: " in told
    assert told.count("not calibrated: no card is given") == 1
    assert head.split()[:4] == ["run", "variant", "rows", "failed"]
    assert line.split()[:4] == ["1", "refine", "4/4", "0"]
    assert "run 1, refine: 4 of 4 rows to do, some " in done.stderr
    assert "2 examples show a difference between two variants of " in done.stderr


def test_nobody_need_read_the_progress(
    redraft_: Type, fake: Fake, notes: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All rows are done though stderr is closed at its other end."""

    monkeypatch.setattr("redraft.report.bar.EVERY", 0.0)
    echo = click.echo

    def gone(message: Any = None, **told: Any) -> None:
        if told.get("err"):
            raise BrokenPipeError(32, "Broken pipe")
        echo(message, **told)

    monkeypatch.setattr(click, "echo", gone)
    monkeypatch.setattr("redraft.cli.streams.drop", lambda stream: None)
    where = ("--data", notes, "--model", "small", "--api-base", fake.url)
    done = redraft_("evaluate", "single_pass", *where)
    assert (done.exit_code, "4/4" in done.stdout) == (0, True)


def test_a_store_that_cannot_be_written_ends_in_a_line(
    redraft_: Type, fake: Fake, notes: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With what to type once there is room."""

    def full(*told: Any, **more: Any) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("redraft.evaluation.store.Store.finish", full)
    where = ("--data", notes, "--model", "small", "--api-base", fake.url)
    done = redraft_("evaluate", "single_pass", *where)
    assert isinstance(done.exception, ConfigurationError)
    assert str(done.exception).endswith("runs.sqlite3: database or disk is full")
    assert "go on with: redraft resume 1" in done.stderr


def test_a_limit_says_what_it_leaves_out(redraft_: Type, fake: Fake, tmp_path: Path) -> None:
    """Rows, and kinds where they have some; nothing where it leaves out none, or with -q."""
    lines = (write_rows(tmp_path / "notes.jsonl", 6)).read_text().splitlines()
    sorted_ = [{**json.loads(line), "kind": f"kind-{n // 2}"} for n, line in enumerate(lines)]
    kinds = tmp_path / "kinds.jsonl"
    kinds.write_text("".join(f"{json.dumps(row)}\n" for row in sorted_))

    def said(data: object, *more: object) -> str:
        where = ("--data", data, "--model", "small", "--api-base", fake.url)
        return redraft_("evaluate", "single_pass", *where, *more).stderr

    assert "--limit 3: the first 3 of 6 rows, 2 of 3 kinds\n" in said(kinds, "--limit", 3)
    plain = tmp_path / "notes.jsonl"
    assert "--limit 2: the first 2 of 6 rows\n" in said(plain, "--limit", 2)
    assert "--limit" not in said(plain, "--limit", 6)
    assert "--limit" not in said(kinds, "--limit", 3, "-q")
