"""What a finished command says on a stdout that is full, has no reader, or is no UTF-8."""

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

Ended = tuple[int, str]
Run = Callable[..., Ended]

NAME = "naïve → 🙂.jsonl"
"""The first is in latin-1, the others are in none but Unicode's own."""


@pytest.fixture
def run(environment: dict[str, str], tmp_path: Path) -> Run:
    """The exit code and stderr of a command whose stdout is this file's handle."""

    def run(*arguments: str, to: int, **more: str) -> Ended:
        command = [sys.executable, "-m", "redraft", *arguments]
        settings: dict[str, Any] = {"env": {**environment, **more}, "cwd": tmp_path, "timeout": 120}
        settings |= {"stdin": subprocess.DEVNULL, "stderr": subprocess.PIPE, "check": False}
        done = subprocess.run(command, stdout=to, text=True, **settings)  # noqa: PLW1510
        return done.returncode, done.stderr

    return run


@pytest.fixture
def nobody() -> Iterator[int]:
    """A pipe that nobody reads any more."""
    reading, writing = os.pipe()
    os.close(reading)
    yield writing
    os.close(writing)


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="needs a device that is full")
@pytest.mark.parametrize(
    "arguments",
    [
        ["data", "list"],
        ["data", "stats"],
        ["model", "list"],
        ["doctor", "--json"],
        ["export", "refine"],
    ],
)
def test_a_full_disk(run: Run, arguments: list[str]) -> None:
    """One line that says so, and exit code 2: the person can mend it."""
    with Path("/dev/full").open("wb") as full:
        code, said = run(*arguments, to=full.fileno())
    told = "redraft: stdout cannot be written: No space left on device\n"
    assert (code, said) == (2, told)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["data", "list"], 0),
        (["model", "list"], 0),
        (["export", "refine"], 0),
        (["diff", "refine", "self_refine"], 1),
        (["data", "check", NAME], 1),
    ],
)
def test_no_reader(run: Run, nobody: int, tmp_path: Path, arguments: list[str], code: int) -> None:
    """Whoever has read enough is told nothing, and the command ends with its own exit code."""
    (tmp_path / NAME).write_text("{}\n")
    ended, said = run(*arguments, to=nobody)
    assert ended == code
    assert "pipe" not in said.lower()
    assert "redraft: " not in said


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "utf-8"])
@pytest.mark.parametrize("more", [[], ["--json"]])
def test_another_encoding(run: Run, tmp_path: Path, encoding: str, more: list[str]) -> None:
    """What it lacks stands as its escape, as in JSON, which stays JSON and says the same."""
    (tmp_path / NAME).write_text("{}\n")
    with (tmp_path / "said").open("wb") as out:
        told = {"PYTHONIOENCODING": encoding}
        code, said = run("data", "check", NAME, *more, to=out.fileno(), **told)
    assert (code, said.endswith("faults\n")) == (1, True), said
    text = (tmp_path / "said").read_text(encoding=encoding)
    if more:
        assert {fault["file"] for fault in json.loads(text)["faults"]} == {NAME}
    elif encoding == "utf-8":
        assert text.startswith(f"{NAME}:1: ")
    else:
        assert "\\u2192 \\ud83d\\ude42.jsonl:1: " in text


@pytest.mark.parametrize(("no_color", "coloured"), [("", True), ("1", False)])
def test_colours(run: Run, no_color: str, coloured: bool) -> None:
    """On a terminal, unless NO_COLOR says that there be none."""
    terminal, to = pty.openpty()
    with ThreadPoolExecutor() as pool:
        reading = pool.submit(read, terminal)
        try:
            code, said = run("diff", "refine", "self_refine", to=to, NO_COLOR=no_color)
        finally:
            os.close(to)
        shown = reading.result()
    assert (code, said) == (1, "")
    assert b"===" in shown
    assert (b"\x1b[" in shown) == coloured


def read(terminal: int) -> bytes:
    """All that is written to a terminal, until nobody has it open."""
    shown = b""
    with suppress(OSError):
        while part := os.read(terminal, 4096):
            shown += part
    os.close(terminal)
    return shown
