"""Nothing that a command prints commands the terminal, whoever gave a run its names."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from redraft.cli import cli
from redraft.cli.streams import say, tell
from redraft.report.escaped import escaped, json_text
from tests.evaluation.fake import Fake, write_rows

EVIL = "x\x1b]0;owned\x07\x9b2J\u202ey\x7f"
"""A title for the window, a screen cleared, a turn of direction, in a name."""
COMMANDS = "\x1b\x07\x7f\x9b\u202e\u2028"

Type = Callable[..., Result]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Type:
    """A command in a home with three runs whose variants and examples have such names."""
    home = tmp_path_factory.mktemp("home")
    fake = Fake(delay=0.0)

    def typed(*arguments: object) -> Result:
        told = [str(argument) for argument in arguments]
        return CliRunner(env={"REDRAFT_HOME": str(home)}).invoke(cli, told)

    rows = write_rows(home / "notes.jsonl", 3)
    named = [json.loads(line) for line in rows.read_text().splitlines()]
    for row in named:
        row["id"] += EVIL
        row["checklist"][0]["id"] = EVIL
    where = ("--model", "small", "--api-base", fake.url, "--metric", "checklist")
    for most in (3, 2, 3):  # the second has one row less; the third is there to be forgotten
        rows.write_text("".join(f"{json.dumps(row)}\n" for row in named[:most]))
        variant = ("--variant", f"{EVIL}{most}=single_pass")
        done = typed("evaluate", *variant, "--data", rows, *where)
        assert done.exit_code == 0, done.output
        assert not found(done), done.output
    fake.close()
    return typed


def found(done: Result) -> list[str]:
    return [mark for mark in COMMANDS if mark in done.output]


@pytest.mark.parametrize(
    "command",
    [
        ("runs",),
        ("show", 1),
        ("show", 1, 0),
        ("compare", 1, 2),
        ("compare", 1, 2, "--csv"),
        ("compare", 1, 2, "--markdown"),
        ("compare", 1, 2, "--csv", "--gate", "rows >= 1"),
        ("rescore", 1, "--metric", "checklist"),
    ],
)
def test_names_of_runs_and_examples_are_shown_clean(hostile: Type, command: Any) -> None:
    done = hostile(*command)
    assert done.exit_code == 0, done.output
    assert not found(done), done.output
    assert done.output


@pytest.mark.parametrize(
    "command",
    [
        ("runs",),
        ("show", 1),
        ("show", 1, 0),
        ("compare", 1, 2),
        ("rescore", 1, "--metric", "checklist"),
    ],
)
def test_json_has_them_whole_and_escaped(hostile: Type, command: Any) -> None:
    """What it says is what was stored; how it is written commands nothing."""
    done = hostile(*command, "--json")
    assert done.exit_code == 0, done.output
    assert not found(done)
    told = json.dumps(json.loads(done.stdout), ensure_ascii=False)
    assert "\u202ey" in told
    assert "\\u001b]0;owned\\u0007\x9b2J" in told


def test_a_run_is_forgotten_by_a_clean_name(hostile: Type) -> None:
    """Asked or not."""
    asked = hostile("rm", 3)
    assert "forget run 3, xy3" in asked.output
    assert not found(asked)
    gone = hostile("rm", 3, "--yes")
    assert "forgot run 3, xy3" in gone.stderr
    assert not found(gone)


def test_a_checklist_with_such_names(call: Any, server: Any) -> None:
    """A box that a file names so is shown clean, and whole in JSON."""
    boxes = [{"id": EVIL, "question": "Is it at most 60 words?", "check": "words <= 60"}]
    Path("boxes.yaml").write_text(json.dumps(boxes))
    where = ("--model", "small", "--api-base", server.url, "--max-rounds", "0", "--no-save")
    done = call("run", "Write a note.", "--checklist", "boxes.yaml", *where)
    assert done.code == 0, done.err
    assert "[x] xy" in done.err
    assert not [mark for mark in COMMANDS if mark in done.err]
    done = call("run", "Write a note.", "--checklist", "boxes.yaml", "--json", *where)
    assert not [mark for mark in COMMANDS if mark in done.out]
    assert json.loads(done.out)["checklist"][0]["id"] == EVIL


@pytest.mark.parametrize("write", [say, tell])
def test_our_own_colours_stay(
    write: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lines, tabs and the colours that reports use; not what hides between them."""
    shown: list[str] = []
    monkeypatch.setattr("redraft.cli.streams.click.echo", lambda text, **more: shown.append(text))
    painted = click.style("red\n\tand bold", fg="red", bold=True)
    write(f"{painted}\x1b]0;ti{painted}tle\x07\x1b[8mhidden\x1b[2J")
    assert shown == [f"{painted}{painted}tlehidden"]


@pytest.mark.parametrize(
    ("no_color", "shown"), [("1", "red"), ("", click.style("red", fg="red", bold=True))]
)
@pytest.mark.parametrize("write", [say, tell])
def test_no_colours_for_those_who_want_none(
    write: Callable[[str], None], monkeypatch: pytest.MonkeyPatch, no_color: str, shown: str
) -> None:
    """NO_COLOR set to anything but nothing, as https://no-color.org has it."""
    seen: list[str] = []
    monkeypatch.setattr("redraft.cli.streams.click.echo", lambda text, **more: seen.append(text))
    monkeypatch.setenv("NO_COLOR", no_color)
    write(click.style("red", fg="red", bold=True))
    assert seen == [shown]


def test_json_is_escaped_and_says_the_same() -> None:
    """Whatever else it holds stays readable."""
    value = {"naïve\x85": "日本 🙂\u2028\u2066\u200f\x7f\x00"}
    assert json.loads(json_text(value)) == value
    assert "日本 🙂\\u2028\\u2066\\u200f\\u007f\\u0000" in json_text(value)
    assert "naïve\\u0085" in json_text(value)
    assert escaped('{"a": "plain"}') == '{"a": "plain"}'
