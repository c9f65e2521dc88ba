"""What is promised of the examples that come with us."""

from collections import Counter

import pytest

from redraft.data import SPLITS, Labelled, check, path_of, rows
from redraft.data.stats import NAME, paste, tables

README = path_of("train").with_name("README.md")
SHARES = {"train": 0.5, "dev": 0.25, "test": 0.25}


@pytest.fixture(scope="module")
def data() -> dict[str, list[Labelled]]:
    return {split: rows(split) for split in SPLITS}


def everything(data: dict[str, list[Labelled]]) -> list[Labelled]:
    return [row for split in SPLITS for row in data[split]]


def test_our_data_passes_the_check() -> None:
    """Every rule of `redraft data check` holds for every row of ours."""
    count, faults = check([path_of(split) for split in SPLITS])
    assert count >= 120
    assert [str(fault) for fault in faults] == []


def test_there_is_enough_of_it(data: dict[str, list[Labelled]]) -> None:
    """At least 8 kinds, 24 clean rows, and a third of the boxes answered by code."""
    found = everything(data)
    assert len({row.kind for row in found}) >= 8
    assert sum(row.clean for row in found) >= 24
    boxes = [box for row in found for box in row.checklist]
    assert sum(box.check is not None for box in boxes) >= len(boxes) / 3


def test_drafts_vary_in_length(data: dict[str, list[Labelled]]) -> None:
    """Drafts have 60 to 700 words, and neither short nor long ones are rare in a split."""
    for found in data.values():
        lengths = [len(row.draft.split()) for row in found]
        assert 60 <= min(lengths) < max(lengths) <= 700
        assert sum(length < 150 for length in lengths) >= len(found) / 5
        assert sum(length >= 300 for length in lengths) >= len(found) / 5


def test_splits_are_stratified(data: dict[str, list[Labelled]]) -> None:
    """Each split has its share of all, of every kind and of the clean rows, give or take one."""
    found = everything(data)
    kinds = Counter(row.kind for row in found)
    clean = sum(row.clean for row in found)
    for split, share in SHARES.items():
        assert len(data[split]) == pytest.approx(share * len(found), abs=1)
        assert sum(row.clean for row in data[split]) == pytest.approx(share * clean, abs=1)
        for kind, number in kinds.items():
            here = sum(row.kind == kind for row in data[split])
            assert here == pytest.approx(share * number, abs=1.5), (split, kind)


def test_every_category_is_in_every_split(data: dict[str, list[Labelled]]) -> None:
    """A split lacks no category, so that no figure of one rests on nothing."""
    for found in data.values():
        counts = Counter(weakness.category for row in found for weakness in row.weaknesses)
        assert min(counts.values()) >= 10
        assert len(counts) == 4


def test_the_datasheet_is_current() -> None:
    """The tables in the datasheet are those that `redraft data stats` makes now."""
    text = README.read_text(encoding="utf-8")
    assert paste(text, NAME, tables()) == text, "run: redraft data stats --write data/README.md"
    assert tables() in text


def test_tables_go_between_the_markers_only() -> None:
    """What stands around the markers is kept; a text without them is refused."""
    pasted = paste("a\n<!-- begin: x -->\nold\n<!-- end: x -->\nb", "x", "new")
    assert pasted == "a\n<!-- begin: x -->\nnew\n<!-- end: x -->\nb"
    with pytest.raises(ValueError, match="no place for the tables"):
        paste("a", "x", "new")
