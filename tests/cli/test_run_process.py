"""`redraft run` as a process: interrupted, killed, on full disks and closed streams."""

import os
import shlex
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.loopback import REASON, ROUND, TASK, Server
from tests.scripted import verify

STEPS = ["draft", "verify", "critique", "edit", "verify"]
CLOSED = "The kitchen will be closed on Friday."

Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start(environment: dict[str, str], tmp_path: Path, server: Server) -> Iterator[Start]:
    """Starts `redraft run` with the model at the server; what still runs at the end is killed."""
    begun: list[subprocess.Popen[str]] = []

    def run(*arguments: str, **options: Any) -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", "redraft", "run", *arguments]
        command += ["--model", "small", "--api-base", server.url]
        piped: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE}
        piped |= {"stderr": subprocess.PIPE, "env": environment, "cwd": tmp_path, "text": True}
        begun.append(subprocess.Popen(command, **piped | options))
        return begun[-1]

    yield run
    for process in begun:
        process.kill()
        process.communicate()


@pytest.fixture
def holding(server: Server) -> Iterator[threading.Event]:
    """The server's third call is not answered; the event is set once it has come."""
    come, go = threading.Event(), threading.Event()

    def hold(number: int, body: Any) -> tuple[int, dict[str, Any]] | None:
        if number != 3:
            return None
        come.set()
        go.wait(120)
        return 503, {"error": {"message": "too late"}}

    server.before = hold
    yield come
    go.set()


def finished(process: "subprocess.Popen[str]") -> tuple[int, str, str]:
    """Exit code, stdout and stderr, once it has ended."""
    out, err = process.communicate(timeout=120)
    return process.returncode, out or "", err or ""


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_run_that_is_stopped_goes_on_without_paying_twice(
    start: Start, server: Server, holding: threading.Event, tmp_path: Path, how: signal.Signals
) -> None:
    """Ctrl-C, kill or a crash in mid-call: what was answered is saved, and not asked again.

    Ctrl-C ends with 130 at once, though the server has not answered, and says how to go on;
    so does a polite kill, with 143.
    """
    first = start(TASK, "--save", "run.json")
    assert holding.wait(120)
    first.send_signal(how)
    code, out, err = finished(first)
    assert out == ""
    assert code == {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGKILL: -9}[how]
    if how is not signal.SIGKILL:
        assert "2 steps are answered and saved; go on with: redraft run --continue run.json" in err
        assert "Traceback" not in err
    server.script = ROUND | {"verify": verify(b2=REASON)}
    server.before = lambda number, body: None
    code, out, err = finished(start("--continue", "run.json"))
    assert (code, REASON in out) == (0, True)
    assert server.steps == STEPS  # the third, asked in vain, is no step that was answered
    assert len(server.bodies) == len(STEPS) + 1
    assert err.count("from the saved run") >= 2


def test_two_starts_at_once(start: Start, server: Server, holding: threading.Event) -> None:
    """The second is refused, and asks nothing that the first asks too."""
    start(TASK, "--save", "run.json")
    assert holding.wait(120)
    code, out, err = finished(start("--continue", "run.json"))
    assert (code, out) == (2, "")
    assert err.startswith("redraft: another run is writing to run.json; wait for it, or name ")
    assert len(server.bodies) == 3


def test_two_starts_at_once_where_no_file_was_named(
    start: Start, server: Server, holding: threading.Event, environment: dict[str, str]
) -> None:
    """A run that saves itself is held as well, where there is a folder of them."""
    (Path(environment["REDRAFT_HOME"]) / "runs").mkdir(parents=True)
    start(TASK)
    assert holding.wait(120)
    (saved,) = Path(environment["REDRAFT_HOME"]).rglob("*.json")
    code, out, err = finished(start("--continue", str(saved)))
    assert (code, out) == (2, "")
    assert err.startswith("redraft: another run is writing to ")
    assert len(server.bodies) == 3


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="needs a device that is full")
class TestFullDisk:
    def test_stdout(self, start: Start, server: Server) -> None:
        """The error names the saved run, which gives the text without a call."""
        with Path("/dev/full").open("w") as full:
            code, _, err = finished(start(TASK, stdout=full))
        assert code == 2
        last = err.splitlines()[-1]
        assert last.startswith(
            "redraft: stdout cannot be written: No space left on device; redraft"
        )
        told = shlex.split(last.partition("redraft run ")[2].partition(" --out FILE")[0])
        code, out, _ = finished(start(*told))
        assert (code, out.startswith(CLOSED)) == (0, True)
        assert server.steps == STEPS

    def test_stdout_and_nothing_saved(self, start: Start) -> None:
        """Where no run is saved the text goes to stderr, and is not lost."""
        with Path("/dev/full").open("w") as full:
            code, _, err = finished(start(TASK, "--no-save", "--quiet", stdout=full))
        assert code == 2
        assert err.startswith(CLOSED)
        assert err.splitlines()[-1].endswith("the text went to stderr")

    def test_stderr(self, start: Start) -> None:
        """A report that nobody can take spoils neither the text nor the exit code."""
        with Path("/dev/full").open("w") as full:
            code, out, _ = finished(start(TASK, stderr=full))
        assert (code, out.startswith(CLOSED)) == (0, True)


def test_a_reader_that_has_read_enough_is_no_error(start: Start) -> None:
    """`redraft run ... | true` ends with the run's own code and no word about a pipe."""
    reading, writing = os.pipe()
    os.close(reading)
    process = start(TASK, stdout=writing)
    os.close(writing)
    code, _, err = finished(process)
    assert code == 0
    assert err.splitlines()[-1].startswith("saved: ")
    assert "pipe" not in err.lower()


@pytest.mark.parametrize("closed", [">&-", "<&- 2>&-"])
def test_streams_may_be_closed(
    environment: dict[str, str], tmp_path: Path, server: Server, closed: str
) -> None:
    """A run without a stdin, stdout or stderr ends as any other, its text in its file."""
    arguments = [TASK, "--model", "small", "--api-base", server.url, "--out", "note.md"]
    command = shlex.join([sys.executable, "-m", "redraft", "run", *arguments])
    settings: dict[str, Any] = {"env": environment, "cwd": tmp_path, "timeout": 120}
    done = subprocess.run(f"{command} {closed}", shell=True, check=False, **settings)  # noqa: S602
    assert done.returncode == 0
    assert (tmp_path / "note.md").read_text().startswith(CLOSED)
