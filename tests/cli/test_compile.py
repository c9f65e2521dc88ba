"""`redraft compile`, as it is typed."""

import json
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from click import BadParameter
from click.testing import CliRunner, Result

from redraft.artefact import load
from redraft.cli.compile import AGAIN, compile_
from redraft.errors import ConfigurationError
from redraft.evaluation import fingerprints
from redraft.silence import SILENCED
from tests.compiling.gym import write_data
from tests.conftest import Command
from tests.loopback import Body, Server

TASK = ["refine", "--optimizer", "bootstrap", "--data", "data", "--metric", "checklist"]
TASK += ["--out", "x", "--max-rounds", "1"]


def invoke(*args: str) -> Result:
    return CliRunner().invoke(compile_, [*args])


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """Where commands start, with a folder of data in it."""
    folder = tmp_path / "work"
    write_data(folder / "data")
    return folder


def asked(server: Server, *more: str) -> list[str]:
    return ["compile", *TASK, "--model", "small", "--api-base", server.url, *more]


def test_it_compiles_and_says_what_came_of_it(redraft: Command, work: Path, server: Server) -> None:
    """Scores on stdout, progress on stderr, the artefact in its folder; 1: no better."""
    done = redraft(*asked(server, "--threads", "1"))
    assert done.returncode == 1, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == "checklist on 2 held-out rows, with 95 % intervals:"
    assert [line.split()[0] for line in lines[1:4]] == ["original", "compiled", "gain"]
    assert lines[4:6] == ["  0 rows better, 0 worse, p = 1", "not better than the original"]
    assert lines[6].startswith(f"{len(server.bodies)} calls, {120 * len(server.bodies):,} tokens")
    assert lines[7] == "the original program: x"
    assert "measuring the original on 2 held-out rows" in done.stderr
    assert "it/s" not in done.stderr
    card = load(work / "x").card
    assert card.data["train"].source == "data"
    assert card.metric_sha256 == fingerprints.of_metric("checklist")
    assert card.model.endswith("/small")
    alone = redraft("run", "Write a note.", "--program", "x", "--max-rounds", "0")
    assert alone.returncode == 2
    assert "--model" in alone.stderr


def _question(body: Body) -> str:
    """What makes a call the same: its messages, and the seed that tells one try from the next."""
    return json.dumps([body["messages"], body.get("seed"), body.get("temperature")])


def test_an_outage_and_the_same_command_again(redraft: Command, work: Path, server: Server) -> None:
    """Exit code 3 with the artefact there; then it goes on and pays for no call twice."""

    def gone(number: int, body: Body) -> tuple[int, Body] | None:
        return (401, {"error": {"message": "no"}}) if number > 5 else None

    server.before = gone
    command = asked(server, "--threads", "1", "--quiet")
    first = redraft(*command)
    assert first.returncode == 3, first.stderr
    assert "cut short: " in first.stdout
    assert first.stderr == "the same command goes on from here\n"
    assert load(work / "x").card.stopped
    server.before = lambda number, body: None
    answered = [_question(body) for body in server.bodies[:5]]
    second = redraft(*command, "--json")
    assert second.returncode == 1
    card = json.loads(second.stdout)
    assert card["stopped"] == ""
    again = [_question(body) for body in server.bodies[6:]]
    assert again
    assert not set(answered) & set(again)


def test_ctrl_c_and_a_kill_lose_no_answered_call(
    environment: dict[str, str], work: Path, server: Server
) -> None:
    """Stopped by Ctrl-C, then killed, then left alone: no answered question is asked again."""
    held = threading.Event()
    stop_at = [4, 7]

    def hold(number: int, body: Body) -> tuple[int, Body] | None:
        if stop_at and number >= stop_at[0]:
            held.set()
            return (500, {"error": {"message": "too late"}}) if released.wait(60) else None
        return None

    server.before = hold
    command = [sys.executable, "-m", "redraft", *asked(server, "--threads", "1", "--quiet")]
    for how, code in ((signal.SIGINT, 130), (signal.SIGKILL, -9)):
        held.clear()
        released = threading.Event()
        process = subprocess.Popen(
            command, cwd=work, env=environment, stdout=-3, stderr=-1, text=True
        )
        try:
            assert held.wait(60)
            process.send_signal(how)
            said = process.communicate(timeout=60)[1]
        finally:
            process.kill()
        assert process.returncode == code
        assert said.strip() == (AGAIN if code == 130 else "")
        stop_at.pop(0)
        released.set()
    done = subprocess.run(command, cwd=work, env=environment, capture_output=True, check=False)
    assert done.returncode == 1
    asked_of = [json.dumps(body["messages"]) for body in server.bodies]
    cut_off = {asked_of[3], asked_of[6]}
    assert len(asked_of) - len(set(asked_of)) == len(cut_off)
    assert load(work / "x").card.spent.calls == len(asked_of)


def test_a_cap(redraft: Command, work: Path, server: Server) -> None:
    """Exit code 4, and the server counted no more calls than that."""
    done = redraft(*asked(server, "--max-calls", "7", "--threads", "2", "--quiet"))
    assert done.returncode == 4, done.stderr
    assert "cut short: " in done.stdout
    assert done.stderr == "the same command goes on from here, with higher caps\n"
    assert len(server.bodies) <= 7


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--optimizer", "gpea"], "--optimizer 'gpea': did you mean 'gepa'? Accepted are"),
        (["--metric", "refinment"], "--metric: no metric 'refinment': did you mean 'refinement'"),
        (["--trials", "2"], "--optimizer bootstrap takes no --trials; it has --demos"),
        (["--train", "dev"], "--train dev is used to judge too"),
        (["--val", "none"], "--val none: only --holdout can be none"),
        (["--holdout", "final"], "final"),
        (["--data", "nowhere.jsonl"], "nowhere.jsonl"),
        (["--data", "data/dev.jsonl"], "is one file; a compile needs a folder with a file for"),
        (["--out", "data"], "data holds dev.jsonl; name a new folder with --out"),
        (["--log", "data"], "data is no log of a compile"),
        (["--log", "."], ". is no log of a compile; name another with --log"),
        (
            ["--out", "x", "--log", "x/calls"],
            "holds the compiled program alone; name a folder beside it",
        ),
        (["--model", "small"], "--model 'small'"),
    ],
)
def test_bad_input(
    work: Path, monkeypatch: pytest.MonkeyPatch, given: list[str], said: str
) -> None:
    """One clear line, before anything is asked or written."""
    monkeypatch.chdir(work)
    monkeypatch.setenv("REDRAFT_HOME", str(work.parent))
    model = ["--model", "openai/x"] if "--model" not in given else []
    monkeypatch.setenv("OPENAI_API_KEY", "none")
    for name, value in SILENCED.items():
        monkeypatch.setenv(name, value)
    done = invoke(*TASK, *model, *given)
    assert isinstance(done.exception, ConfigurationError), done.exception
    assert said in str(done.exception)
    assert "\n" not in str(done.exception)
    assert not (work / "x").exists()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--max-tokens", "0"], "'0'; accepted is a number of 1 or more, as in 500k or 2M"),
        (["--max-tokens", "lots"], "'lots'; accepted"),
        (["--threshold", "2"], "'2'; accepted is a number"),
        (["--accept-if", "worse"], "'worse' is not one of"),
        (["--accept-if", "better", "--holdout", "none"], "needs held-out rows"),
        (["--out", "/"], "--out '/': name a folder of its own"),
        (["--map", "task"], "accepted is field=column"),
        (["--api-base", "http://127.0.0.1:1/v1"], "--api-base URL needs --model NAME"),
    ],
)
def test_bad_options(given: list[str], said: str) -> None:
    """A usage error, exit code 2."""
    done = invoke(*TASK, *given)
    assert done.exit_code == 2
    assert said in done.output


@pytest.mark.parametrize(
    ("said", "number"), [("500k", 500_000), ("2M", 2_000_000), ("1.5m", 1_500_000), ("7", 7)]
)
def test_amounts(said: str, number: int) -> None:
    """Thousands and millions, as people write them."""
    from redraft.cli.options import Amount

    kind: Any = Amount()
    assert kind.convert(said, None, None) == number


@pytest.mark.parametrize(
    ("said", "number"), [("1,500,000", 1_500_000), ("1_500", 1500), ("2.3M", 2_300_000)]
)
def test_amounts_with_marks_in_them(said: str, number: int) -> None:
    """A comma between thousands is one; 2.3 million are no token less than that."""
    from redraft.cli.options import Amount

    kind: Any = Amount()
    assert kind.convert(said, None, None) == number


@pytest.mark.parametrize(
    "said",
    ["1,5M", "1,5", "1,500k", "0,500", "15,00", "1,5000", "0.6", "1.5", "1e300", "2e9M", "inf"],
)
def test_what_is_no_amount_or_may_be_another_is_refused(said: str) -> None:
    """A comma may stand for a point, and the cap would be a thousand times too high."""
    from redraft.cli.options import Amount

    kind: Any = Amount()
    with pytest.raises(BadParameter) as refused:
        kind.convert(said, None, None)
    assert f"{said!r}; accepted is a number of 1 or more, as in 500k or 2M" in str(refused.value)


def test_half_of_the_validation_rows_can_be_held_out(
    work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there is no third part: no row is in both halves."""
    from redraft.cli.parts import parts

    monkeypatch.chdir(work)
    options: dict[str, Any] = {"source": "data", "columns": {}, "limit": None, "seed": 0}
    options |= {
        "train": "train",
        "val": "dev",
        "holdout": "dev",
        "holdout_limit": None,
        "fresh": False,
    }
    _, val, held_out = parts(options)
    assert held_out is not None
    assert [row.id for row in val.rows] == ["dev0"]
    assert [row.id for row in held_out.rows] == ["dev1"]
    assert parts(options | {"holdout": "none"})[2] is None


def test_rows_to_judge_by_teach_nothing(
    work: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A row that stands in two splits is left to the one that judges, and that is said."""
    from redraft.cli.parts import parts

    monkeypatch.chdir(work)
    train, dev, test = (Path(f"data/{name}.jsonl") for name in ("train", "dev", "test"))
    rows = {path: path.read_text().splitlines(keepends=True) for path in (train, dev, test)}
    train.write_text("".join([*rows[train], rows[dev][0], rows[test][0]]))
    dev.write_text("".join([*rows[dev], rows[test][1]]))
    options: dict[str, Any] = {"source": "data", "columns": {}, "limit": None, "seed": 0}
    options |= {"train": "train", "val": "dev", "holdout": "test", "holdout_limit": None}
    given = parts(options | {"fresh": False})
    assert [len(one.rows) for one in given if one] == [len(rows[path]) for path in rows]
    assert capsys.readouterr().err == (
        "train: 2 rows of it are left out, being among those to judge by\n"
        "dev: a row of it is left out, being among those to judge by\n"
    )


def test_held_out_rows_have_a_limit_of_their_own(
    work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A search over few rows can be compared over more; without it --limit holds for all."""
    from redraft.cli.parts import parts

    monkeypatch.chdir(work)
    options: dict[str, Any] = {"source": "data", "columns": {}, "limit": 1, "seed": 0}
    options |= {"train": "train", "val": "dev", "holdout": "test", "fresh": False}

    def sizes(most: int | None) -> list[int]:
        return [len(one.rows) for one in parts(options | {"holdout_limit": most}) if one]

    assert (sizes(None), sizes(2)) == ([1, 1, 1], [1, 1, 2])


def test_fresh_rows_have_no_draft(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor what is labelled of it; and the card says so."""
    from redraft.cli.parts import parts

    monkeypatch.chdir(work)
    options: dict[str, Any] = {"source": "data", "columns": {}, "limit": None, "seed": 0}
    options |= {"train": "train", "val": "dev", "holdout": "none", "holdout_limit": None}
    for fresh in (False, True):
        train, val, held_out = parts(options | {"fresh": fresh})
        assert held_out is None
        for one in (train, val):
            assert one.used.fresh == fresh
            assert [row.draft is None for row in one.rows] == [fresh] * len(one.rows)
