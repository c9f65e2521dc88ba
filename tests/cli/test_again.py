"""A command typed again while a run that did the same is not done: what goes on is told."""

import json
from pathlib import Path

import pytest

from redraft.evaluation import fingerprints
from redraft.evaluation.store import Store
from tests.cli.conftest import Call
from tests.evaluation.fake import Fake, write_rows

SAME = "did the same"


@pytest.fixture
def asked(call: Call, fake: Fake, tmp_path: Path) -> list[str]:
    """What to type."""
    notes = write_rows(tmp_path / "notes.jsonl", 4)
    model = ["--model", "small", "--api-base", fake.url]
    return ["evaluate", "refine,max_rounds=1", "--data", str(notes), *model, "-q"]


@pytest.fixture
def left(call: Call, asked: list[str]) -> int:
    """The rows that a cap left to do in run 1."""
    assert call(*asked, "--max-calls", "9").code == 4
    (run,) = json.loads(call("runs", "--json").out)["runs"]
    return int(run["rows"] - run["done"])


def line(left: int, more: str = " --max-calls N") -> str:
    """What is told of run 1 with so many rows to do; `more` is what it needs to go on."""
    return f"run 1 {SAME} and has {left} row{'s' * (left != 1)} to do: redraft resume 1{more}\n"


@pytest.mark.parametrize("more", [[], ["--concurrency", "2", "--max-calls", "99"]])
def test_what_goes_on_is_told(call: Call, asked: list[str], left: int, more: list[str]) -> None:
    """In a line, and the new run is made as ever, with all its rows."""
    done = call(*asked, *more)
    assert done.code == 0
    assert line(left) in done.err
    runs = json.loads(call("runs", "--json").out)["runs"]
    assert [(run["id"], run["done"]) for run in runs] == [(1, 4 - left), (2, 4)]
    assert call("resume", "1", "--max-calls", "99", "-q").code == 0
    assert SAME not in call(*asked).err


@pytest.mark.parametrize(
    "more",
    [
        ["--fresh"],
        ["--limit", "3"],
        ["--repeats", "2"],
        ["--seed", "5"],
        ["--metric", "checklist"],
        ["--min-weaknesses", "2"],
        ["--model", "large"],
    ],
)
def test_what_does_another_thing_is_not(
    call: Call, asked: list[str], left: int, more: list[str]
) -> None:
    """Other rows, another program, model or metric: resume would not do what was typed."""
    assert left
    assert SAME not in call(*asked, *more).err


def test_one_that_was_killed_is_told_and_one_at_work_is_not(
    call: Call, asked: list[str], left: int
) -> None:
    """Of the first nobody has said that it ended."""
    (file,) = Path.cwd().parent.glob("home/**/runs.sqlite3")
    store = Store(file)
    store.begins(1, store.run(1).spec)
    with store.working(1):
        assert SAME not in call(*asked, "--limit", "4", "--max-calls", "1").err
    store.remove(2)
    told = call(*asked).err
    store.close()
    assert line(left, "") in told


def test_of_several_the_newest_of_each_variant_is_told(call: Call, asked: list[str]) -> None:
    """In one line, with the store that they are in."""
    several = [*asked, "single=single_pass", "--store", "my runs"]
    assert call(*several, "--max-calls", "2").code == 4
    assert call(*several, "--max-calls", "1").code == 4
    told = call(*several).err
    what = "redraft resume 3 4 --max-calls N --store 'my runs'"
    assert f"runs 3 and 4 {SAME} and have 8 rows to do: {what}\n" in told
    assert told.count(SAME) == 1


def test_a_run_of_earlier_code_goes_on_and_says_so(
    call: Call, asked: list[str], left: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its prompts and settings are the same, so it is told; its further rows are of other code."""
    first = fingerprints.of_code()
    monkeypatch.setattr(fingerprints, "of_code", lambda: "other")
    assert line(left) in call(*asked).err
    assert call("resume", "1", "--max-calls", "99", "-q").code == 0
    monkeypatch.setattr(fingerprints, "of_code", lambda: "third, which makes no row")
    assert call("resume", "1", "-q").code == 0
    (file,) = Path.cwd().parent.glob("home/**/runs.sqlite3")
    store = Store(file)
    assert store.run(1).spec.fingerprints["code"] == f"{first} other"
    store.close()
    assert "not made alike" in call("compare", "1", "2").out


def test_last_goes_on_with_all_that_the_last_command_began(call: Call, asked: list[str]) -> None:
    """Not with the last of its runs alone, nor with those of an earlier command."""
    assert call(*asked, "--max-calls", "1").code == 4
    assert call(*asked, "single=single_pass", "--max-calls", "2").code == 4
    assert call("resume", "last", "--max-calls", "99", "-q").code == 0
    runs = json.loads(call("runs", "--json").out)["runs"]
    assert [(run["id"], run["done"] == run["rows"]) for run in runs] == [
        (1, False), (2, True), (3, True),
    ]  # fmt: skip
    assert call("resume", "last", "-q").code == 0


def test_a_sweep_tells_it_too(call: Call, asked: list[str], left: int) -> None:
    """One point of the grid is what run 1 did."""
    swept = ["sweep", "refine", "--set", "max_rounds=0,1", *asked[2:]]
    assert line(left) in call(*swept).err


def test_two_caps_are_both_told(call: Call, asked: list[str], left: int) -> None:
    """Of runs that other caps ended."""
    single = [*asked[:1], "single_pass", *asked[2:], "--max-tokens", "1"]
    assert left
    assert call(*single).code == 4
    told = call(*asked, "single_pass").err
    assert "redraft resume 1 2 --max-calls N --max-tokens N\n" in told
