"""best_of_n on the tokens of another run, against a server that counts what it bills."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from redraft.cli import cli
from redraft.errors import ConfigurationError
from redraft.evaluation.store import Store
from tests.evaluation.fake import Fake, write_rows


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with notes of four examples, and of four others."""
    write_rows(tmp_path / "notes.jsonl", 4)
    lines = (tmp_path / "notes.jsonl").read_text().splitlines()
    others = [{**json.loads(line), "id": f"other-{n}"} for n, line in enumerate(lines)]
    changed = [{**json.loads(line), "task": "Write note 7: it is cold."} for line in lines]
    for name, rows in {"others": others, "changed": changed}.items():
        (tmp_path / f"{name}.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    return tmp_path


def evaluate(home: Path, fake: Fake, program: str, *more: object, data: str = "notes") -> Result:
    """`redraft evaluate PROGRAM` on the notes, without their drafts."""
    where = ("--data", home / f"{data}.jsonl", "--store", home / "runs.sqlite3", "--fresh")
    server = ("--model", "small", "--api-base", fake.url)
    arguments = ("evaluate", program, *where, *server, *more)
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def near(store: Store, run: int, spent: Mapping[str, int]) -> None:
    """Each row spent what it should, give or take one draft and its verdicts."""
    for row in store.rows(run):
        kept = store.row(run, row.number)
        assert kept is not None
        assert kept.result is not None
        (only,) = kept.result.rounds
        drafts = [cost.tokens for cost in only.steps if cost.step == "draft"]
        checks = [cost.tokens for cost in only.steps if cost.step == "verify"]
        assert len(drafts) > 1
        assert abs(row.tokens - spent[row.name]) <= max(drafts) + max(checks)


def test_each_example_is_given_what_the_other_run_spent_on_it(home: Path, fake: Fake) -> None:
    """Within one draft and its verdicts, row by row, as the server bills them."""
    assert evaluate(home, fake, "refine,max_rounds=2", "-q").exit_code == 0
    bill = fake.fresh()
    done = evaluate(home, fake, "best_of_n", "--match-tokens", "last")
    assert done.exit_code == 0
    assert "left out" not in done.stderr
    store = Store(home / "runs.sqlite3")
    spent = {row.name: row.tokens for row in store.rows(1)}
    assert len({*spent.values()}) > 1
    near(store, 2, spent)
    own = list(store.rows(2))
    store.close()
    assert sum(row.tokens for row in own) == bill.tokens


def test_a_run_of_another_task_is_told_before_it_is_paid_for(home: Path, fake: Fake) -> None:
    """One that wrote its own drafts buys no draft of the data's."""
    evaluate(home, fake, "refine,max_rounds=1", "-q")
    where = ["--data", str(home / "notes.jsonl"), "--store", str(home / "runs.sqlite3")]
    capped = ["--model", "small", "--api-base", fake.url, "--match-tokens", "1", "--max-calls", "1"]
    done = CliRunner().invoke(cli, ["evaluate", "best_of_n", *where, *capped])
    told = "--match-tokens 1: not the same task: run 1 began without the drafts of the data; add"
    assert f"{told} --fresh" in done.stderr
    assert "not the same task" not in evaluate(home, fake, "best_of_n", "--match-tokens", 1).stderr


def test_rows_that_the_other_run_has_not_done_are_left_out(home: Path, fake: Fake) -> None:
    """They could not be matched, and stderr says so."""
    evaluate(home, fake, "refine,max_rounds=1", "-q", "--limit", 3)
    done = evaluate(home, fake, "best_of_n", "--match-tokens", 1, "--json")
    assert json.loads(done.stdout)["runs"][0]["rows"] == 3
    assert "--match-tokens 1: 1 of 4 examples are left out" in done.stderr


def test_a_cap_that_cuts_it_is_gone_on_from_with_the_same_aim(home: Path, fake: Fake) -> None:
    """What is matched is kept with the run, and no question is paid for twice."""
    evaluate(home, fake, "refine,max_rounds=1", "-q")
    bill = fake.fresh()
    cut = evaluate(home, fake, "best_of_n", "--match-tokens", 1, "-q", "--max-calls", 7)
    assert cut.exit_code == 4
    runner, store = CliRunner(), str(home / "runs.sqlite3")
    runner.invoke(cli, ["rm", "1", "--yes", "--store", store])
    more = ["resume", "2", "--store", store, "--max-calls", "999", "-q"]
    assert runner.invoke(cli, more).exit_code == 0
    opened = Store(home / "runs.sqlite3")
    info = opened.run(2)
    assert info.spec.match is not None
    near(opened, 2, info.spec.match.tokens)
    opened.close()
    assert (info.done, info.calls, info.tokens) == (4, bill.calls, bill.tokens)
    assert {count for body, count in bill.asked.items() if "seed" in json.loads(body)} == {1}


@pytest.mark.parametrize(
    ("program", "run", "data", "says"),
    [
        ("best_of_n", "9", "notes", "there is no run 9; there are 1"),
        ("best_of_n", "1", "others", "done none of these rows, its examples are others"),
        ("best_of_n", "1", "changed", "done none of these rows, its examples have changed"),
        ("one_shot", "1", "notes", "only best_of_n can draft until it has spent as much"),
    ],
)
def test_what_cannot_be_matched_is_refused(
    home: Path, fake: Fake, program: str, run: str, data: str, says: str
) -> None:
    """In one line, before any call, and no run is made."""
    evaluate(home, fake, "single_pass", "-q")
    calls = fake.bill.calls
    done = evaluate(home, fake, program, "--match-tokens", run, data=data)
    assert isinstance(done.exception, ConfigurationError)
    assert says in str(done.exception)
    assert fake.bill.calls == calls
    store = Store(home / "runs.sqlite3")
    assert len(store.runs()) == 1
    store.close()
