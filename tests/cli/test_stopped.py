"""Commands that work long as processes: Ctrl-C and a polite kill lose no answered call."""

import json
import re
import shlex
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Call
from tests.evaluation.fake import write_rows
from tests.loopback import ROUND, Body, Server
from tests.scripted import verify

NOTES = ["--data", "notes.jsonl", "--concurrency", "1"]
CARD = ["--split", "dev", "--quick", "--limit", "2", "--out", "c.json", "--concurrency", "1"]
COMMANDS = [
    ["evaluate", "refine,max_rounds=1", *NOTES],
    ["sweep", "refine", "--set", "max_rounds=0,1", *NOTES],
    ["calibrate", *CARD],
]


def question(body: Body) -> str:
    """What makes a call the same."""
    return json.dumps([body["messages"], body.get("seed")])


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_it_ends_at_once_and_goes_on(
    environment: dict[str, str],
    tmp_path: Path,
    server: Server,
    call: Call,
    command: list[str],
    how: signal.Signals,
) -> None:
    """130 or 143 in the middle of a call, and what to type; that asks only the cut call again."""
    come, go = threading.Event(), threading.Event()

    def hold(number: int, body: Body) -> tuple[int, dict[str, Any]] | None:
        if number != 3:
            return None
        come.set()
        go.wait(120)
        return 503, {"error": {"message": "too late"}}

    server.before, server.script = hold, ROUND | {"verify": verify(b2="")}
    write_rows(tmp_path / "work" / "notes.jsonl", 2)
    arguments = [*command, "--model", "small", "--api-base", server.url]
    process = subprocess.Popen(
        [sys.executable, "-m", "redraft", *arguments],
        env=environment,
        cwd=tmp_path / "work",
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert come.wait(120)
        process.send_signal(how)
        out, err = process.communicate(timeout=60)
    finally:
        process.kill()
        go.set()
    assert process.returncode == {signal.SIGINT: 130, signal.SIGTERM: 143}[how]
    assert out == ""
    assert "Traceback" not in err
    server.before = lambda number, body: None
    if command[0] == "calibrate":
        assert "what was answered is kept; the same command goes on from here" in err
        told = arguments
    else:
        found = re.search(r"go on with: redraft (resume(?: \d+)+)", err)
        assert found, err
        told = shlex.split(found[1])
    done = call(*told, "-q")
    assert done.code == 0, done.err
    asked = [question(body) for body in server.bodies]
    again = [one for one in asked[:3] if one in asked[3:]]
    assert again == [asked[2]]
