"""`--card`: judged shares are corrected by what is known of the verifier, whoever tells them."""

import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from redraft.cli import cli
from redraft.errors import ConfigurationError
from tests.cli.cards import write_card
from tests.evaluation.fake import Fake, write_rows

Type = Callable[..., Result]
CORRECTED = r"run {}, judged boxes ticked: \S+ \[[^]]+\] as judged, \S+ \[[^]]+\] corrected"


@pytest.fixture
def typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Type:
    """A command in this process, with a home of its own."""
    monkeypatch.setenv("REDRAFT_HOME", str(tmp_path / "home"))

    def run(*arguments: object) -> Result:
        return CliRunner().invoke(cli, [str(argument) for argument in arguments])

    return run


@pytest.fixture
def card(tmp_path: Path, fake: Fake) -> Path:
    """One of the server's model."""
    return write_card(tmp_path / "card.json", fake.url)


@pytest.fixture
def evaluate(typed: Type, tmp_path: Path, fake: Fake) -> Type:
    """`redraft evaluate refine` on four notes, and more options."""
    notes = write_rows(tmp_path / "notes.jsonl", 4)
    where = ("--data", notes, "--model", "small", "--api-base", fake.url, "-q")
    return lambda *more: typed("evaluate", "refine,max_rounds=1", *where, *more)


def words(done: Result) -> str:
    """What it says, however its lines are wrapped."""
    return " ".join(done.stdout.split())


def test_evaluate(evaluate: Type, card: Path) -> None:
    done = evaluate("--card", card)
    assert done.exit_code == 0, done.output
    assert re.search(CORRECTED.format(1), words(done))
    assert "no card is given" not in words(done)
    boxes = json.loads(evaluate("--card", card, "--json").stdout)["judged"][0]
    assert boxes["calibrated"]
    assert boxes["corrected"] != boxes["raw"]


def test_resume(evaluate: Type, typed: Type, card: Path) -> None:
    assert evaluate("--max-calls", 9).exit_code == 4
    done = typed("resume", "last", "-q", "--max-calls", 99, "--card", card)
    assert done.exit_code == 0, done.output
    assert re.search(CORRECTED.format(1), words(done))


def test_compare(evaluate: Type, typed: Type, card: Path) -> None:
    """Each run; without a card neither."""
    evaluate(), evaluate()
    plain, done = typed("compare", 1, 2), typed("compare", 1, 2, "--card", card)
    assert done.exit_code == 0, done.output
    for run in (1, 2):
        assert re.search(CORRECTED.format(run), words(done))
        assert not re.search(CORRECTED.format(run), words(plain))


def test_report(evaluate: Type, typed: Type, card: Path) -> None:
    """The page says what is known of the verifier, and the shares with it; else neither."""
    evaluate()
    plain, done = typed("report", 1), typed("report", 1, "--card", card)
    assert done.exit_code == 0, done.output
    assert re.search(CORRECTED.format(1), " ".join(unescape(done.stdout).split()))
    assert "All figures of this card" in done.stdout
    assert "All figures of this card" not in plain.stdout


@pytest.mark.parametrize("command", [("compare", 1, 1), ("report", 1), ("resume", 1)])
def test_what_is_no_card_is_refused(
    evaluate: Type, typed: Type, tmp_path: Path, command: tuple[object, ...]
) -> None:
    """Before anything is told."""
    evaluate()
    done = typed(*command, "--card", tmp_path / "none.json")
    assert isinstance(done.exception, ConfigurationError)
    assert "none.json: it cannot be read" in str(done.exception)
    assert done.stdout == ""
