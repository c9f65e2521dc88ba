"""Another critic, a temperature and a cap hold for what is sent, whichever command asks."""

import json
from pathlib import Path

import pytest

from redraft.calibration.card import read
from tests.cli.conftest import Call
from tests.loopback import ROUND, TASK, Server
from tests.scripted import ENDS

SETTINGS = ("--critic-model", "large", "--temperature", "0.4")
JUDGED = {("verify", "large", 0.0), ("critique", "large", 0.4)}
"""Step, model and temperature; a verdict is always drawn at 0."""


def sent(server: Server) -> set[tuple[str, str, float | None]]:
    """Step, model and temperature of each call."""
    told = set[tuple[str, str, float | None]]()
    for body in server.bodies:
        prompt = body["messages"][-1]["content"]
        step = next(step for step, end in ENDS.items() if prompt.endswith(end))
        told.add((step, body["model"], body.get("temperature")))
    return told


@pytest.mark.parametrize(
    "command",
    [("evaluate", "refine,max_rounds=1"), ("sweep", "refine", "--set", "max_rounds=0,1")],
)
def test_of_an_evaluation(call: Call, server: Server, command: tuple[str, ...]) -> None:
    """The critic criticizes and verifies, the model writes."""
    task, _, boxes = TASK.partition("\n\n")
    Path("notes.jsonl").write_text(json.dumps({"id": "note", "task": task, "checklist": boxes}))
    where = ("--data", "notes.jsonl", "--model", "small", "--api-base", server.url)
    done = call(*command, *where, *SETTINGS, "--metric", "checklist", "-q")
    assert done.code == 0, done.err
    assert sent(server) == JUDGED | {("draft", "small", 0.4), ("edit", "small", 0.4)}


@pytest.fixture
def calibrate(server: Server) -> tuple[str, ...]:
    """What to type for the server, of two examples."""
    server.script = ROUND | {"verify": '{"verdicts": []}'}
    where = ("--model", "small", "--api-base", server.url, "--split", "dev", "--limit", "2")
    probes = ("--probe", "verdicts", "--probe", "weaknesses", "--probe", "own_text")
    return ("calibrate", *where, *probes, "--out", "c.json")


def test_of_a_calibration(call: Call, server: Server, calibrate: tuple[str, ...]) -> None:
    """It is the critic that is measured; the text of its model's own is the model's."""
    done = call(*calibrate, *SETTINGS)
    assert done.code == 0, done.err
    assert sent(server) == JUDGED | {("draft", "small", 0.4)}


def test_a_calibrations_cap_on_tokens(
    call: Call, server: Server, calibrate: tuple[str, ...]
) -> None:
    """No more than that is sent; with a higher cap the same command does the rest."""
    done = call(*calibrate, "--max-tokens", "300")
    assert done.code == 4, done.err
    assert "of 300 tokens are used" in done.told
    assert 120 * len(server.bodies) <= 300
    assert read(Path("c.json")).stopped
    assert call(*calibrate, "--max-tokens", "1M").code == 0
