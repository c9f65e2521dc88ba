"""A calibration card as a part of the page."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from redraft.calibration.card import Card, read
from redraft.evaluation.store import Store
from redraft.report.page import gather, render

from .stores import large

CARD = Path(__file__).parents[3] / "docs" / "cards" / "qwen2.5-coder-1.5b.json"
HOSTILE = "<script>alert(1)</script>"


def page(tmp_path: Path, cards: Sequence[Card] = ()) -> str:
    """The page of two runs, with these cards."""
    runs = large(tmp_path / "runs.sqlite3", 4)
    with closing(Store(tmp_path / "runs.sqlite3")) as store:
        return render(gather(store, runs[:2], "text_part", cards=cards))


def test_the_card_is_told_in_words_and_figures(tmp_path: Path) -> None:
    """Its lesson, its figures with intervals, and that these runs are of another model."""
    told = page(tmp_path, [read(CARD)])
    assert 'href="#calibration"' in told
    assert "The verifier leaves 0 % (0 to 28) of the boxes open that are open" in told
    assert "planted weaknesses found" in told
    assert "as judged, not calibrated: " in told


def test_without_a_card_there_is_no_such_part(tmp_path: Path) -> None:
    """Nor a way to it."""
    assert 'id="calibration"' not in page(tmp_path)


def test_a_card_is_not_trusted(tmp_path: Path) -> None:
    """A file from elsewhere is data."""
    assert HOSTILE not in page(tmp_path, [read(CARD).model_copy(update={"model": HOSTILE})])
