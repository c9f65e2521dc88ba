"""The files that cards are kept in, one for each program and model."""

from pathlib import Path

import pytest

from redraft.calibration.card import Card
from redraft.calibration.shelf import find, folder, put
from tests.cli.cards import write_card

LONG = "/" + "a-folder-of-some-length/" * 6 + "program"


@pytest.fixture
def card(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Card:
    """A card, and a home of its own."""
    monkeypatch.setenv("REDRAFT_HOME", str(tmp_path / "home"))
    file = write_card(tmp_path / "card.json", "http://127.0.0.1:1/v1")
    return Card.model_validate_json(file.read_text())


def of(card: Card, model: str) -> Card:
    return card.model_copy(update={"program": LONG, "model": model})


def test_a_long_name_keeps_a_card_of_each_model(card: Card) -> None:
    one, other = of(card, "openai/one"), of(card, "openai/other")
    paths = {put(one), put(other)}
    assert len(paths) == 2
    assert all(path is not None and len(path.name) <= 125 for path in paths)
    assert (find(LONG, one.model), find(LONG, other.model)) == (one, other)


def test_a_card_under_the_name_that_was_only_cut_is_found(card: Card) -> None:
    """Until a newer one is kept; and one of another model stays where it is."""
    old = of(card, "openai/one")
    folder().mkdir(parents=True)
    cut = folder() / f"{'a-folder-of-some-length-' * 5}.json"
    assert cut.name == f"{'a-folder-of-some-length-' * 6}"[:120] + ".json"
    cut.write_text(old.model_dump_json())
    assert find(LONG, old.model) == old
    put(of(card, "openai/other"))
    assert find(LONG, old.model) == old
    new = old.model_copy(update={"repeats": 7})
    put(new)
    assert find(LONG, old.model) == new
