"""The benchmarks that need no model run, and their figures stand where they belong."""

import importlib
from pathlib import Path
from typing import Any

import pytest

from benchmarks import tables
from benchmarks.asks import asked, examples, spread
from benchmarks.calls import ADAPTERS, measure
from benchmarks.hostile import LONE, count, texts

SCRIPTS = sorted(path.stem for path in Path(tables.__file__).parent.glob("*.py"))


@pytest.mark.parametrize("name", SCRIPTS)
def test_each_can_be_imported(name: str) -> None:
    """Also those that only a model can run; each says what it measures."""
    assert importlib.import_module(f"benchmarks.{name}").__doc__


def test_no_hostile_text_forges_or_alters_a_field_of_ours() -> None:
    """While the stock adapter's markers can be forged, so the texts are hostile indeed."""
    made = list(texts(200, seed=1))
    sent, back = count("ours", made)
    assert set(sent) <= {"kept", "refused"}
    assert set(back) <= {"kept", "refused"}
    assert sent.total() == 4 * len(made)
    lone = sum(LONE in text for text in made)
    blank = sum(not text.strip() for text in made)
    assert sent["refused"] == 4 * lone > 0
    assert back["kept"] == 2 * (len(made) - lone - blank)
    assert back["refused"] == 2 * blank > 0
    theirs, _ = count("ChatAdapter", made)
    assert theirs["forged"] > 0
    assert theirs["altered"] > 0


def test_ours_takes_less_time_than_the_stock_adapters() -> None:
    """Each adapter is given a reply that it can read."""
    found = measure("unconstrained", list(asked(examples()[0])), 3)
    assert set(found) == set(ADAPTERS)
    assert found["ours"][0] < 0.5 * found["ChatAdapter"][0]


def test_more_examples_than_there_are_are_all_of_them() -> None:
    """Each once; fewer go from the shortest to the longest."""
    every = [row.id for row in examples()]
    assert [row.id for row in spread(1000)] == every
    assert [row.id for row in spread(2)] == [every[0], every[-1]]
    assert [row.id for row in spread(1)] == every[:1]


def test_a_table_takes_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between its markers, over what stood there; the rest stays."""
    file = tmp_path / "README.md"
    file.write_text("a\n<!-- begin: x -->\nold\n<!-- end: x -->\nb\n", encoding="utf-8")
    monkeypatch.setattr(tables, "README", file)
    rows: list[tuple[Any, ...]] = [("y", 1)]
    tables.publish("x", tables.table(("n", "m"), rows), write=True)
    table = "| n | m |\n| --- | ---: |\n| y | 1 |"
    assert file.read_text("utf-8") == f"a\n<!-- begin: x -->\n{table}\n<!-- end: x -->\nb\n"
