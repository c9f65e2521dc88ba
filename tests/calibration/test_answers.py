"""A log of answers: what it is of, and what a later start has of it."""

import json
from pathlib import Path

import pytest

from redraft.artefact import Card as Compiled
from redraft.artefact import save
from redraft.calibration.calibrate import Calibration
from redraft.calibration.card import Card
from redraft.calibration.order import Order
from redraft.errors import ConfigurationError
from redraft.programs import PROGRAMS
from redraft.settings import Settings
from tests.calibration.judge import Judge, Silent, calibrated, rows
from tests.scripted import Scripted

OTHER_DRAFT = r"answers of another prompt of draft; remove it"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log.jsonl"


@pytest.fixture
def verse(tmp_path: Path) -> str:
    """A program that asks for its drafts otherwise."""
    plain, verse = PROGRAMS["one_shot"](), PROGRAMS["one_shot"]()
    verse.draft.signature = verse.draft.signature.with_instructions("Write it in verse.")
    save(tmp_path / "verse", verse, Compiled(program="one_shot"), original=plain)
    return str(tmp_path / "verse")


def start(engine: Scripted, log: Path | None, *probes: str, program: str = "one_shot") -> Card:
    return calibrated(engine, rows(2), settings=Settings(program=program), log=log, probes=probes)


def test_drafts_of_another_prompt_are_refused_too(log: Path, verse: str) -> None:
    """Where the model's own texts are judged, it matters how it was asked for them."""
    start(Judge().engine(), log, "own_text")
    with pytest.raises(ConfigurationError, match=OTHER_DRAFT):
        start(Judge().engine(), log, "own_text", program=verse)


def test_a_start_that_asks_a_further_step_takes_the_answers_over(log: Path, verse: str) -> None:
    """As after a quick one: the log has no drafts, so none of another prompt; then it has."""
    first, more, whole = (Judge().engine() for _ in range(3))
    start(first, log, "verdicts")
    card = start(more, log, "verdicts", "own_text")
    assert card.figures == start(whole, None, "verdicts", "own_text").figures
    assert first.requests
    assert len(first.requests) + len(more.requests) == len(whole.requests)
    again = Judge().engine()
    assert start(again, log, "verdicts", "own_text").figures == card.figures
    assert again.requests == []
    with pytest.raises(ConfigurationError, match=OTHER_DRAFT):
        start(Judge().engine(), log, "own_text", program=verse)


def test_drafts_that_the_log_does_not_say_the_prompt_of_are_refused(log: Path) -> None:
    """They may be of any."""
    start(Judge().engine(), log, "own_text")
    head, *lines = log.read_text().splitlines()
    told = json.loads(head)
    del told["of"]["prompt of draft"]
    log.write_text("\n".join([json.dumps(told), *lines]) + "\n")
    with pytest.raises(ConfigurationError, match=OTHER_DRAFT):
        start(Judge().engine(), log, "own_text")


def test_what_is_answered_is_not_expected_to_be_asked(log: Path) -> None:
    """Own texts are those that the log has, and so are the questions about them."""
    order = Order(Settings(), rows(3, clean=1), "notes", None, log=log)
    expected = []
    for _ in range(2):
        display, engine = Silent(), Judge().engine()
        Calibration(order, {"main": engine.lm}).work(display)
        assert display.expected is not None
        expected.append((display.expected.calls, len(engine.requests)))
    assert expected[0][0] > 0
    assert expected[1] == (0, 0)
