"""`redraft` itself: quick to help, its commands, its exit codes, no traceback."""

import os
import re
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from redraft import __version__
from redraft.cli import COMMANDS, cli
from redraft.errors import BudgetError, ConfigurationError, ModelError
from tests.cli.conftest import Call
from tests.conftest import Command

MOST = 0.25
"""Seconds that `redraft --help` may take on a machine with nothing else to do."""
HEAVY = (
    "dspy litellm openai httpx pydantic datasets pyarrow numpy scipy rich yaml xllamacpp".split()
)


def test_help_imports_nothing_heavy() -> None:
    """Behind `redraft --help` stands click, and no library of models, data or numbers."""
    command = [sys.executable, "-X", "importtime", "-m", "redraft", "--help"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    imported = set(re.findall(r"\|\s+(\w+)[.\w]*$", done.stderr, re.MULTILINE))
    assert "click" in imported
    assert imported & set(HEAVY) == set()


def test_help_is_quick() -> None:
    """The median of five runs is within the bound, the interpreter's own start included.

    Seconds of CPU, user and system: other programs on the machine do not stretch them.
    """
    command = [sys.executable, "-m", "redraft", "--help"]

    def once() -> float:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode == 0
        return used.ru_utime + used.ru_stime

    assert statistics.median(once() for _ in range(5)) <= MOST


@pytest.mark.parametrize("name", COMMANDS)
def test_no_command_imports_dspy_for_its_help(name: str) -> None:
    """Each command's help is there without the model libraries."""
    code = (
        "import sys\n"
        "from redraft.cli import cli\n"
        f"cli.main([{name!r}, '--help'], prog_name='redraft', standalone_mode=False)\n"
        "sys.exit(' '.join({'dspy', 'litellm', 'scipy', 'datasets'} & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"Usage: redraft {name}")


def options_of(command: click.Command) -> Iterator[click.Option]:
    """Those of a command, or of all within a group."""
    yield from (option for option in command.params if isinstance(option, click.Option))
    if isinstance(command, click.Group):
        for one in command.commands.values():
            yield from options_of(one)


BESIDE = ("The same", "Likewise", "That ", "Of each", "As above")
"""How a line begins that is read after another."""


@pytest.mark.parametrize("name", COMMANDS)
def test_each_line_of_the_help_stands_alone(name: str) -> None:
    """An option is looked for by its name, and not read after the one above it."""
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    told = [(option.opts[0], option.help or "") for option in options_of(command)]
    assert [one for one in told if not one[1] or one[1].startswith(BESIDE)] == []


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("run", "Save the run there as it goes; by default every run is saved, with its texts, in"),
        ("run", "Save nothing; by default every run is saved, with its texts."),
        ("evaluate", "Rows that may fail; by default 10 %, or 2 if that is more."),
        ("sweep", "The part of it, as in dev. Of --data redraft it is dev by default."),
    ],
)
def test_the_help_says_what_is_done_by_default(call: Call, name: str, says: str) -> None:
    assert says in " ".join(call(name, "--help").out.split())


@pytest.mark.parametrize(
    "says",
    [
        "Exit code 1: the mean on the held-out rows is no higher than the original's;",
        "unless the compiled one's mean on the held-out rows is higher.",
    ],
)
def test_the_help_says_that_the_mean_decides(call: Call, says: str) -> None:
    """Whether the rows could tell or not, which the verdict says in words."""
    told = " ".join(call("compile", "--help").out.split())
    assert says in told.replace("held- out", "held-out")


def test_the_commands_are_listed(call: Call) -> None:
    """Each with its line; the version is the package's."""
    done = call("--help")
    assert done.code == 0
    for name, (_, line) in COMMANDS.items():
        assert re.search(rf"^  {name} +{re.escape(line)}$", done.out, re.MULTILINE)
    assert call("--version").out == f"redraft, version {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["runn"], "there is no command 'runn'; did you mean run? There are: run, evaluate, "),
        (["zzz"], "there is no command 'zzz'. There are: run, evaluate, "),
        (["--debg"], "No such option '--debg'"),
    ],
)
def test_bad_usage_is_one_line(call: Call, arguments: list[str], says: str) -> None:
    """Exit 2, the nearest name, and where help is."""
    done = call(*arguments)
    assert (done.code, done.out) == (2, "")
    assert says in done.err
    assert done.err.endswith("(redraft --help)\n")
    assert len(done.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (ConfigurationError("say x"), 2),
        (ModelError("say x"), 3),
        (BudgetError("say x"), 4),
        (PermissionError(13, "do not say x", "locked/x.md"), 2),
        (RuntimeError("say x"), 70),
        (OSError(5, "say x"), 70),
        (KeyboardInterrupt(), 130),
    ],
)
def test_every_error_has_its_exit_code(
    call: Call, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int
) -> None:
    """One line and no traceback, whatever was raised; Ctrl-C says nothing."""

    def fails(*_: object) -> None:
        raise error

    def ends(code: int) -> None:
        raise SystemExit(code)

    monkeypatch.setattr("redraft.doctor.examine", fails)
    monkeypatch.setattr("redraft.cli._end_now", ends)
    done = call("doctor")
    assert (done.code, done.out) == (code, "")
    assert "Traceback" not in done.err
    assert len(done.err.strip().splitlines()) == (0 if code == 130 else 1)
    assert ("say x" in done.err) == (code != 130)


@pytest.mark.parametrize(
    ("name", "shown"), [("locked/x.md", "locked/x.md"), (b"locked/x.md", "locked/x.md")]
)
def test_a_file_that_cannot_be_looked_at(
    call: Call, monkeypatch: pytest.MonkeyPatch, name: str | bytes, shown: str
) -> None:
    """In a folder that may not be entered, say: the file and why, not an error of our own."""

    def fails(*_: object) -> None:
        raise PermissionError(13, "Permission denied", name)

    monkeypatch.setattr("redraft.doctor.examine", fails)
    assert call("doctor").err == f"redraft: {shown}: Permission denied\n"


def test_debug_shows_the_traceback(call: Call) -> None:
    """With --debug before the command, and only then."""
    plain, debug = call("run", "x.md"), call("--debug", "run", "x.md")
    assert (plain.code, debug.code) == (2, 2)
    assert "Traceback" not in plain.err
    assert "Traceback" in debug.err
    assert debug.err.endswith(plain.err)


def test_python_m_and_the_script_are_one(redraft: Command) -> None:
    """The installed `redraft` and `python -m redraft` say the same."""
    script = Path(sys.executable).with_name("redraft")
    if not script.exists():
        pytest.skip("redraft is not installed as a script here")
    done = subprocess.run([script, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == redraft("--version").stdout
