"""What many tests share: a server on loopback, and the command line in its own process."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests.loopback import Server

Command = Callable[..., subprocess.CompletedProcess[str]]


signal.signal(signal.SIGINT, signal.default_int_handler)
"""Whoever starts the tests in the background may ignore it, and so would all that they start."""

settings.register_profile("redraft", deadline=None)
settings.load_profile("redraft")
"""How long an example takes depends on what else the machine does."""


@pytest.fixture(scope="session", autouse=True)
def _surroundings() -> Iterator[None]:
    """No proxy, key or width of the terminal of whoever tests, here and in all that is started."""
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.endswith(("_KEY", "_TOKEN", "_BASE")) or name.lower().endswith("_proxy"):
                patch.delenv(name)
        patch.setenv("COLUMNS", "80")
        patch.delenv("NO_COLOR", raising=False)
        yield


@pytest.fixture(autouse=True)
def _dspy_cache() -> Iterator[None]:
    """DSPy's cache is what it was, or not made yet, whatever a test makes of it."""
    before = vars(sys.modules.get("dspy", object)).get("cache")
    yield
    if (dspy := sys.modules.get("dspy")) is not None:
        if before is None:
            vars(dspy).pop("cache", None)
        else:
            vars(dspy)["cache"] = before


@pytest.fixture
def server() -> Iterator[Server]:
    """A server of its own, which plays one round."""
    served = Server()
    yield served
    served.close()


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The environment of a command: homes of its own."""
    home = tmp_path / "home"
    home.mkdir()
    return {**os.environ, "HOME": str(home), "REDRAFT_HOME": str(home / "redraft")}


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
