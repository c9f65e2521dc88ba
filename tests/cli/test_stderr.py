"""A command whose stderr is full, or has no reader any more, goes on to its end."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.test_calibrate import SCRIPT
from tests.loopback import Server


@pytest.fixture(params=["full", "unread"])
def stderr(request: pytest.FixtureRequest) -> Iterator[int]:
    """Where nothing can be written."""
    if request.param == "full":
        if not Path("/dev/full").is_char_device():
            pytest.skip("needs a device that is full")
        writing = os.open("/dev/full", os.O_WRONLY)
    else:
        reading, writing = os.pipe()
        os.close(reading)
    yield writing
    os.close(writing)


def test_a_calibration_is_made(
    environment: dict[str, str], tmp_path: Path, server: Server, stderr: int
) -> None:
    """It has its card and its exit code, though nobody could be told how far it was."""
    server.script = SCRIPT
    about = ["--model", "small", "--api-base", server.url, "--split", "dev", "--quick"]
    done = subprocess.run(
        [sys.executable, "-m", "redraft", "calibrate", *about, "--limit", "2", "--out", "c.json"],
        env=environment,
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=stderr,
        timeout=120,
        check=False,
    )
    assert (done.returncode, (tmp_path / "c.json").exists()) == (0, True)
    assert b"The verifier leaves" in done.stdout
