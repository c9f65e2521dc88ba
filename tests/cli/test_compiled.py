"""A compiled program, from compile to run, at a server whose answers it can better."""

from pathlib import Path
from typing import Any

import pytest
from dspy.lm15 import Message, Request, TextPart

from redraft.artefact import Card, load, save
from redraft.programs import Refine
from tests.cli.conftest import Call
from tests.compiling.gym import DRAFT, MAGIC, SCRIPT, WORD, write_data
from tests.conftest import Command
from tests.loopback import Body, Server, completion
from tests.scripted import Scripted

TASK = f"""Write note 9.

- [ ] Is the day named? {{contains "{WORD}"}}
"""


@pytest.fixture
def gym(server: Server) -> Server:
    """The server, as the models of the compiling tests answer."""
    engine = Scripted(SCRIPT)

    def answer(number: int, body: Body) -> tuple[int, Body]:
        said = body["messages"][-1]["content"]
        request = Request(model=body["model"], messages=(Message.user([TextPart(said)]),))
        return 200, completion(str(engine.complete(request).message.text), body["model"])

    server.before = answer
    return server


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """Where commands start, with a folder of data in it."""
    folder = tmp_path / "work"
    write_data(folder / "data")
    (folder / "draft.txt").write_text(DRAFT)
    return folder


def prompts(bodies: list[Body]) -> list[str]:
    return [body["messages"][-1]["content"] for body in bodies]


def test_what_was_found_is_asked(redraft: Command, work: Path, gym: Server) -> None:
    """One more model proposes, out of as many candidates as were wanted; a run says what won."""
    where = ["--model", "small", "--api-base", gym.url]
    order = ["--optimizer", "copro", "--data", "data", "--metric", "checklist", "--out", "x"]
    search = ["--candidates", "2", "--trials", "1", "--prompt-model", "large", "--threads", "1"]
    done = redraft("compile", "refine", *order, *search, *where, "--max-rounds", "1", "-q")
    assert done.returncode == 0, done.stderr
    card = load(work / "x").card
    assert (card.kept, card.options["candidates"]) == ("compiled", 2)
    asked: dict[str, list[Any]] = {"small": [], "large": []}
    for body in gym.bodies:
        asked[body["model"]].append(body)
    steps = len([*load(work / "x").program.named_predictors()])
    assert len(asked["large"]) == steps  # of two candidates one is the instruction as it is
    assert all("instruction" in prompt for prompt in prompts(asked["large"]))
    gym.bodies.clear()
    given = [TASK, "--draft", "draft.txt", *where, "--max-rounds", "1", "-q", "--no-save"]
    for program, found in (("refine", False), ("x", True)):
        done = redraft("run", *given, "--program", program)
        assert done.returncode == int(not found), done.stderr
        assert (WORD in done.stdout) == found
        assert any(MAGIC in prompt for prompt in prompts(gym.bodies)) == found


def test_a_run_of_it_goes_on_from_another_folder(
    call: Call, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program is saved by its whole path, whatever else lies at the one that was typed."""
    save(Path("compiled/x"), Refine(), Card(program="refine"), original=Refine())
    where = ["--model", "small", "--api-base", server.url, "--max-rounds", "0"]
    first = call("run", TASK, "--program", "compiled/x", "--save", "run.json", *where)
    assert first.code == 1, first.err
    asked = len(server.bodies)
    monkeypatch.chdir("compiled")
    again = call("run", "--continue", "../run.json")
    assert (again.code, again.out) == (1, first.out), again.err
    assert len(server.bodies) == asked
