"""What many tests share: a server on loopback, and the command line in its own process."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.loopback import Server

Command = Callable[..., subprocess.CompletedProcess[str]]


signal.signal(signal.SIGINT, signal.default_int_handler)
"""Whoever starts the tests in the background may ignore it, and so would all that they start."""


@pytest.fixture
def server() -> Iterator[Server]:
    """A server of its own, which plays one round."""
    served = Server()
    yield served
    served.close()


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The environment of a command: homes of its own, and no key of whoever tests."""
    kept = {k: v for k, v in os.environ.items() if not k.endswith(("_KEY", "_TOKEN", "_BASE"))}
    home = tmp_path / "home"
    home.mkdir()
    return {**kept, "HOME": str(home), "REDRAFT_HOME": str(home / "redraft"), "COLUMNS": "80"}


@pytest.fixture
def redraft(environment: dict[str, str], tmp_path: Path) -> Command:
    """The command line in a process of its own, which starts in an empty folder."""
    folder = tmp_path / "work"
    folder.mkdir()

    def call(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
        extra = options.pop("env", {})
        settings: dict[str, Any] = {"text": True, "timeout": 120, "cwd": folder, "check": False}
        settings |= {"env": {**environment, **extra}, "stdin": subprocess.DEVNULL}
        if "input" in options:
            del settings["stdin"]
        command = [sys.executable, "-m", "redraft", *arguments]
        return subprocess.run(command, capture_output=True, **{**settings, **options})  # noqa: PLW1510

    return call
