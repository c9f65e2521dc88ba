"""`redraft calibrate` as it is typed, against a server that knows nothing."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from redraft.appended import Appended
from redraft.artefact import Card as ArtefactCard
from redraft.artefact import save
from redraft.calibration.card import read
from redraft.calibration.shelf import find
from redraft.evaluation.store import Store
from redraft.programs import Refine
from redraft.report.markdown import cell
from tests.cli.conftest import Call
from tests.loopback import ROUND, Server
from tests.scripted import critique

SCRIPT: dict[str, str | list[str]] = {
    "verify": '{"verdicts": []}',
    "critique": critique({"quote": "", "problem": "No penguin is named in it anywhere."}),
}


@pytest.fixture
def asked(server: Server) -> list[str]:
    """What to type for the server, quick and on two examples."""
    server.script = SCRIPT
    model = ["--model", "small", "--api-base", server.url]
    return ["calibrate", *model, "--split", "dev", "--quick", "--limit", "2", "--out", "c.json"]


def test_a_card_its_page_and_its_words(call: Call, server: Server, asked: list[str]) -> None:
    """The card is the file, the page beside it, the words on stdout, the calls told before."""
    done = call(*asked, "--markdown", "c.md")
    assert done.code == 0, done.err
    card = read(Path("c.json"))
    assert card.figure("verifier.specificity").value == 1  # type: ignore[union-attr]
    assert card.figure("verifier.sensitivity").value == 0  # type: ignore[union-attr]
    assert card.spent.calls == len(server.bodies)
    assert f"some {len(server.bodies)} calls" in done.err
    assert "too few to tell" in done.out
    assert "The verifier leaves 100 %" in done.out
    page = Path("c.md").read_text()
    assert page.startswith("# Calibration: refine on ")
    assert all(f"| {cell(one.name)} |" in page for one in card.figures)
    assert find("refine", card.model) == card


def test_a_page_may_go_to_a_device(call: Call, asked: list[str]) -> None:
    """It is written there as a text of redraft run is."""
    done = call(*asked, "--markdown", "/dev/null")
    assert done.code == 0, done.err
    assert Path("/dev/null").is_char_device()


def test_attacks_are_tried_where_they_are_wanted(
    call: Call, server: Server, asked: list[str]
) -> None:
    """They are on the card, and cost calls of their own."""
    assert call(*asked).code == 0
    plain, before = read(Path("c.json")), len(server.bodies)
    assert call(*asked, "--attack").code == 0
    card = read(Path("c.json"))
    assert "attack" not in plain.probes
    assert "attack" in card.probes
    assert any(one.name.startswith("attack.") for one in card.figures)
    assert len(server.bodies) > before


@pytest.fixture
def runs(call: Call, server: Server, asked: list[str]) -> list[str]:
    """What to type for the server; stored are a run of it, of another model, of a program."""
    server.script = {**ROUND, **SCRIPT}
    for program, model in (("refine", "small"), ("refine", "large"), ("self_refine", "small")):
        about = ["--model", model, "--api-base", server.url, "--split", "dev", "--limit", "2"]
        done = call("evaluate", f"{program},max_rounds=1", *about, "--store", "runs", "-q")
        assert done.code == 0, done.err
    server.script = SCRIPT
    server.bodies.clear()
    return [*asked, "--store", "runs"]


def test_a_run_says_how_many_rounds(call: Call, runs: list[str]) -> None:
    """What redraft advise says of it is on the card."""
    done = call(*runs, "--run", "1")
    assert done.code == 0, done.err
    found = read(Path("c.json")).rounds
    assert found is not None
    assert (found.run, found.variant, found.examples) == (1, "refine,max_rounds=1", 2)
    assert found.answer.split()[0] in done.out


def test_a_compiled_program_is_the_same_however_its_folder_is_named(
    call: Call, server: Server, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its run is taken, and its card is found from another folder."""
    card = ArtefactCard(program="refine", settings={"max_rounds": 1})
    save(Path("compiled/x"), Refine(max_rounds=1), card, original=Refine())
    server.script = {**ROUND, **SCRIPT}
    about = ["--model", "small", "--api-base", server.url, "--split", "dev", "--limit", "2"]
    done = call("evaluate", "./compiled/x", *about, "--store", "runs", "-q")
    assert done.code == 0, done.err
    server.script = SCRIPT
    done = call(*asked, "--program", "compiled/x", "--store", "runs", "--run", "1")
    assert done.code == 0, done.err
    made = read(Path("c.json"))
    assert made.rounds is not None
    monkeypatch.chdir("compiled")
    assert [find(one, made.model) for one in ("x", "./x", "../compiled/x/")] == [made] * 3


@pytest.mark.parametrize(
    ("run", "says"),
    [
        (2, r"was made with \S+/large, and the card is of \S+/small"),
        (3, "is of self_refine, and the card of refine"),
        (4, "there is no run 4"),
    ],
)
def test_a_run_of_another_is_refused(
    call: Call, server: Server, runs: list[str], run: int, says: str
) -> None:
    """Before anything is asked, and without a card."""
    done = call(*runs, "--run", str(run))
    assert (done.code, server.bodies) == (2, [])
    assert re.search(says, done.told)
    assert not Path("c.json").exists()


def test_a_run_of_other_prompts_is_refused(call: Call, server: Server, runs: list[str]) -> None:
    """What its rounds were worth says nothing of those that the program asks for now."""
    store = Store(Path("runs"))
    spec = store.run(1).spec
    prints = spec.fingerprints | {"program": "0"}
    store.keep(1, spec.model_copy(update={"fingerprints": prints}))
    store.close()
    done = call(*runs, "--run", "1")
    assert (done.code, server.bodies) == (2, [])
    assert "--run 1: the prompts or settings of refine,max_rounds=1 are others now" in done.told


def test_again_it_asks_nothing(call: Call, server: Server, asked: list[str]) -> None:
    """Answers are kept beside the card; the same command makes the same figures of them."""
    call(*asked)
    first = len(server.bodies)
    done = call(*asked, "--json", "-q")
    assert (done.code, done.err, len(server.bodies)) == (0, "", first)
    assert json.loads(done.out)["spent"]["calls"] == first


def test_a_cap_ends_it_with_4_and_it_goes_on(call: Call, server: Server, asked: list[str]) -> None:
    """A card of what there is, how to go on, and then only what is left."""
    done = call(*asked, "--max-calls", "3")
    assert (done.code, len(server.bodies)) == (4, 3)
    assert "3 calls are used up" in done.err
    assert "the same command goes on from here" in done.err
    assert read(Path("c.json")).stopped
    assert call(*asked, "--max-calls", "1k").code == 0
    assert not read(Path("c.json")).stopped


def test_a_server_that_fails_ends_it_with_3(call: Call, server: Server, asked: list[str]) -> None:
    """What was answered before is kept."""
    server.before = lambda number, body: (
        (400, {"error": {"message": "no"}}) if number >= 3 else None
    )
    done = call(*asked, "--concurrency", "1")
    assert done.code == 3
    assert "the same command goes on from here" in done.err
    server.before = lambda number, body: None
    assert call(*asked).code == 0
    prompts = [json.dumps(body["messages"]) for body in server.bodies]
    assert len(prompts) - len(set(prompts)) == 3  # one question was refused in each of its forms


def test_a_full_disk_ends_it_with_3(
    call: Call, server: Server, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was written before is kept, and nothing more is asked."""
    plain = Appended.write

    def write(log: Appended, line: dict[str, Any]) -> None:
        if len(server.bodies) >= 3:
            raise OSError(28, "No space left on device")
        plain(log, line)

    with monkeypatch.context() as patch:
        patch.setattr(Appended, "write", write)
        done = call(*asked, "--concurrency", "1")
    assert (done.code, len(server.bodies)) == (3, 3)
    assert "redraft: the log cannot be written: No space left on device\n" in done.err
    assert "the same command goes on from here" in done.err
    assert call(*asked).code == 0


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "Missing option '--out'"),
        (["--out", "x/c.json"], "--out x/c.json: there is no folder x; mkdir -p x"),
        (["--out", "."], "--out . is a folder; name a file in it"),
        (["--out", "c.json", "--min-weaknesses", "0,9"], "accepted are numbers from 0 to 6"),
        (["--out", "c.json", "--probe", "zzz"], "--probe 'zzz': accepted are verdicts, coded"),
        (["--out", "c.json", "--probe", "verdict"], "did you mean 'verdicts'? Accepted are"),
        (["--out", "c.json", "--api-base", "http://x/v1"], "--api-base URL needs --model NAME"),
        (
            ["--out", "c.json", "--split", "deb"],
            "did you mean 'dev'? Accepted are train, dev, test",
        ),
        (["--out", "c.json", "--program", "refien"], "refien"),
    ],
)
def test_bad_usage_is_one_line(call: Call, arguments: list[str], says: str) -> None:
    """Exit 2, and what to type."""
    done = call("calibrate", *arguments)
    assert (done.code, done.out) == (2, "")
    assert says in done.err
    assert "Traceback" not in done.err
