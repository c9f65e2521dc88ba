"""The text part holds good texts above bad ones, on all examples."""

from pathlib import Path

import pytest

from benchmarks.separation import NAME, Scored, auc, half_mended, measured, told
from redraft.data import SPLITS, rows
from redraft.data.stats import paste

README = Path(__file__).parents[2] / "data" / "README.md"


@pytest.fixture(scope="module")
def data() -> dict[str, list[Scored]]:
    """Every example, scored once."""
    return measured(SPLITS)


def test_auc_by_hand() -> None:
    """Of four pairs .9 wins both, .5 ties one and loses one: (2 + .5) / 4."""
    assert auc([0.9, 0.5], [0.5, 0.7]) == 2.5 / 4


def test_inversions_are_named() -> None:
    """A clean draft may tie with its reference; a flawed one may not."""
    flawed = Scored("a-01", clean=False, reference=0.5, half=0.5, draft=0.5, cosmetic=0.6)
    clean = Scored("b-01", clean=True, reference=1.0, half=1.0, draft=1.0, cosmetic=0.9)
    assert flawed.inversions == [
        "a-01: reference 0.500 <= draft 0.500",
        "a-01: draft 0.500 < cosmetic 0.600",
    ]
    assert clean.inversions == []
    said = told({"dev": [flawed, clean]})
    assert "- a-01: draft 0.500 < cosmetic 0.600" in said
    assert "Clean drafts that score as their reference does: b-01." in said


def test_half_the_edits_are_made() -> None:
    """It is neither the draft nor the reference, and takes its words from them."""
    row = next(row for row in rows("dev") if not row.clean)
    assert half_mended(row) not in (row.draft, row.reference)


@pytest.mark.parametrize("split", SPLITS)
def test_no_example_is_inverted(split: str, data: dict[str, list[Scored]]) -> None:
    """The reference above the draft, and the draft no lower than its cosmetic rewrite."""
    assert [line for one in data[split] for line in one.inversions] == []


def test_the_readme_has_these_figures(data: dict[str, list[Scored]]) -> None:
    """`make figures` writes them there."""
    text = README.read_text("utf-8")
    assert paste(text, NAME, told(data)) == text
