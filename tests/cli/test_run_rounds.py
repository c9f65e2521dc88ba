"""`redraft run --rounds auto`: what a card says of rounds, and what happens without one."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from redraft.artefact import Card as ArtefactCard
from redraft.artefact import save
from redraft.calibration.card import Card, Rounds, Used
from redraft.calibration.rounds import chosen
from redraft.calibration.shelf import find, put
from redraft.evaluation.fingerprints import of_step
from redraft.programs import Refine
from redraft.report.calibration import answer
from tests.cli.conftest import Call
from tests.loopback import TASK, Server


def card(model: str, **rounds: Any) -> Card:
    """A card that says this of rounds, or nothing."""
    told: dict[str, Any] = {"run": 1, "variant": "refine", "best": 2, "decision": "iterate"}
    told |= {"pays": 3, "examples": 40, "answer": "Iterate, two rounds."}
    return Card(
        made=datetime(2026, 1, 1, tzinfo=UTC),
        program="refine",
        model=model,
        models={"critique": model, "verify": model},
        prompts={step: of_step(Refine(), step) for step in ("critique", "verify")},
        data=Used(source="redraft", split="dev", examples=(), sha256=""),
        probes=(),
        repeats=1,
        rounds=Rounds(**(told | rounds)) if rounds else None,
    )


@pytest.mark.parametrize(
    ("rounds", "most"),
    [
        ({"decision": "iterate", "best": 2, "pays": 3}, 2),
        ({"decision": "iterate", "best": 3, "pays": 1}, 1),
        ({"decision": "iterate", "best": 2, "pays": 0}, 0),
        ({"decision": "stop", "best": 1, "pays": 1}, 0),
        ({"decision": "unknown", "best": 2, "pays": 2}, None),
        ({}, None),
    ],
)
def test_the_best_number_as_long_as_each_round_pays(rounds: Any, most: int | None) -> None:
    """No round beyond the first that breaks more than it mends; none where it was shown."""
    assert chosen(card("x", **rounds))[0] == most
    assert chosen(None)[0] is None


@pytest.mark.parametrize(
    ("pays", "most", "says"),
    [
        (0, 0, "but round 1 mends no more than it breaks, so none are run."),
        (1, 1, "but round 2 mends no more than it breaks, so one is run."),
        (2, 2, "but round 3 mends no more than it breaks, so two are run."),
    ],
)
def test_where_a_round_does_not_pay_the_words_are_of_that(pays: int, most: int, says: str) -> None:
    """And not those of advise, which would run more; the card tells both."""
    kept = card("x", best=3, pays=pays, answer="Iterate, three rounds: +9 points.")
    number, told = chosen(kept)
    assert number == most
    assert told == f"the card says, from 40 examples: three rounds gain most, {says}"
    assert answer(kept)[-1] == f"Iterate, three rounds: +9 points. With --rounds auto: {says[4:]}"


@pytest.fixture
def asked(server: Server) -> list[str]:
    """What to type: a task, the server, and rounds by the card."""
    model = ["--model", "small", "--api-base", server.url, "--no-save"]
    return ["run", TASK, *model, "--rounds", "auto"]


def name_of(server: Server) -> str:
    """The model's name in full, as cards have it."""
    from redraft.models.lm import resolve

    return str(resolve("small", api_base=server.url).model)


def test_without_a_card_it_says_so(call: Call, asked: list[str]) -> None:
    """And runs as it always does: one round ticks all."""
    done = call(*asked)
    assert done.code == 0
    assert "rounds: 3 at most, as is usual; there is no card of this program" in done.told


def test_a_card_in_its_place_is_used(call: Call, server: Server, asked: list[str]) -> None:
    """The one that calibrate left: no rounds, so that only a draft and its verdicts are asked."""
    put(card(name_of(server), decision="stop", answer="Don't iterate."))
    done = call(*asked)
    assert server.steps == ["draft", "verify"]
    assert done.code == 1
    assert "rounds: 0; the card says, from 40 examples: Don't iterate." in done.told


def test_a_card_that_is_named(call: Call, server: Server, asked: list[str]) -> None:
    """Of this program and model it is used; of another it says so."""
    Path("c.json").write_text(card(name_of(server), best=1).model_dump_json())
    assert "rounds: 1; the card says" in call(*asked, "--card", "c.json").told
    Path("c.json").write_text(card("x/y", best=1).model_dump_json())
    assert "c.json is a card of refine on x/y, not of" in call(*asked, "--card", "c.json").told


def test_a_card_of_other_prompts_or_another_critic_is_not_used(
    call: Call, server: Server, asked: list[str]
) -> None:
    """What it says of rounds was seen of them; it is named, whether it was given or found."""
    model = name_of(server)
    known = card(model, best=1)
    put(known.model_copy(update={"prompts": {**known.prompts, "critique": "0"}}))
    told = call(*asked).told
    assert "rounds: 3 at most, as is usual; the card made here has another prompt" in told
    Path("c.json").write_text(
        known.model_copy(update={"models": {**known.models, "verify": "x/y"}}).model_dump_json()
    )
    told = call(*asked, "--card", "c.json").told
    assert f"as is usual; c.json has x/y for verify, not {model}" in told
    put(known)
    assert "rounds: 1; the card says" in call(*asked).told
    large = ["--critic-model", "large"]
    assert f"the card made here has {model} for critique, not" in call(*asked, *large).told


@pytest.fixture
def compiled(call: Call) -> Path:
    """The folder of a compiled program, under the one where commands start."""
    folder = Path("compiled/x")
    save(folder, Refine(), ArtefactCard(program="refine"), original=Refine())
    return folder


@pytest.mark.parametrize("kept", ["in full", "as typed"])
def test_a_card_of_a_compiled_program_is_found_however_it_is_named(
    call: Call, server: Server, asked: list[str], compiled: Path, kept: str
) -> None:
    """From the folder where it was made also one that was kept as it was typed."""
    program = str(compiled.absolute() if kept == "in full" else compiled)
    put(card(name_of(server), best=1).model_copy(update={"program": program}))
    for typed in ("compiled/x", str(compiled.absolute())):
        if typed == "compiled/x" or kept == "in full":
            told = call(*asked, "--program", typed).told
            assert "rounds: 1; the card says" in told


def test_a_card_that_is_named_is_of_the_folder_and_not_of_its_spelling(
    call: Call, server: Server, asked: list[str], compiled: Path
) -> None:
    """Relative or in full, on the card and on the command line."""
    known = card(name_of(server), best=1)
    for program in ("compiled/x", str(compiled.absolute())):
        Path("c.json").write_text(known.model_copy(update={"program": program}).model_dump_json())
        for typed in ("./compiled/x", str(compiled.absolute())):
            told = call(*asked, "--program", typed, "--card", "c.json").told
            assert "rounds: 1; the card says" in told


def test_cards_of_programs_deep_in_one_folder_are_kept_apart(call: Call) -> None:
    """Though their paths begin alike for longer than a file's name is."""
    deep = f"/{'a' * 60}/{'b' * 60}"
    for end in ("x", "y"):
        put(card("m").model_copy(update={"program": f"{deep}/{end}"}))
    found = [find(f"{deep}/{end}", "m") for end in ("x", "y")]
    assert [one and one.program for one in found] == [f"{deep}/x", f"{deep}/y"]


def test_a_card_without_rounds_keeps_those_of_the_one_before(call: Call) -> None:
    """Where nothing that is asked is another; the rest is as the new card has it."""
    old, new = card("x", best=1), card("x").model_copy(update={"repeats": 9})
    put(old)
    put(new)
    kept = find("refine", "x")
    assert kept is not None
    assert (kept.rounds, kept.repeats) == (old.rounds, 9)
    put(new.model_copy(update={"prompts": {**new.prompts, "verify": "0"}}))
    other = find("refine", "x")
    assert other is not None
    assert other.rounds is None


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--rounds", "many"], "accepted is auto, or a whole number from 0 to 100"),
        (["--rounds", "2", "--max-rounds", "2"], "say the same; give one of them"),
        (["--rounds", "2", "--card", "c.json"], "--card FILE is for --rounds auto"),
        (["--rounds", "auto", "--card", "none.json"], "--card none.json: it cannot be read"),
        (["--rounds", "auto", "--program", "one_shot"], "--program one_shot has no rounds"),
    ],
)
def test_bad_usage_is_one_line(call: Call, server: Server, arguments: list[str], says: str) -> None:
    """Exit 2, nothing asked."""
    done = call("run", TASK, "--model", "small", "--api-base", server.url, *arguments)
    assert (done.code, done.out, server.bodies) == (2, "", [])
    assert says in done.told
