"""What README and catalogue say of the embedded models is what cards and studies say."""

import re
from pathlib import Path

import pytest

from benchmarks.techniques_page import brief, page
from benchmarks.techniques_rows import example, sides
from benchmarks.techniques_rows import read as read_lines
from benchmarks.techniques_study import METRIC, names
from redraft.artefact.folder import load
from redraft.artefact.prompts import diff
from redraft.artefact.verdict import verdict
from redraft.calibration.card import Card, read
from redraft.calibration.case import cases, chosen
from redraft.calibration.figure import Figure
from redraft.data import rows
from redraft.evaluation.compare import Comparison, compare
from redraft.models.catalogue import entries
from redraft.programs.registry import PROGRAMS
from redraft.report.calibration import as_markdown
from redraft.report.markdown import cell

ROOT = Path(__file__).parent.parent
NAME = "qwen2.5-coder-1.5b"
COMPILED = sorted(path for path in (ROOT / "compiled").iterdir() if path.is_dir())
README = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())


@pytest.fixture(scope="module")
def card() -> Card:
    """The card that is kept beside the documentation."""
    return read(ROOT / "docs" / "cards" / f"{NAME}.json")


def figure(card: Card, name: str) -> Figure:
    found = card.figure(name)
    assert found is not None, name
    return found


def test_the_examples_are_the_shortest_of_their_split(card: Card) -> None:
    """Of the flawed and of the clean ones; as many as README says, of as many as there are."""
    split = cases(rows("dev"))
    used = card.data.examples
    assert used == tuple(case.name for case in chosen(split, len(used), short=True))
    assert (card.model, card.data.split) == (f"local/{NAME}", "dev")
    told = f"on {len(used)} of the {len(split)} labelled examples of dev, the flawed and the clean"
    assert f"{told} ones with the shortest drafts" in README


def test_readme_has_the_cards_figures(card: Card) -> None:
    """The share of open boxes that it left open, and the interval of that."""
    one = figure(card, "verifier.specificity")
    assert None not in (one.value, one.low, one.high)
    share, low, high = (f"{100 * (end or 0):.0f}" for end in (one.value, one.low, one.high))
    assert f"(of those it left {share} % open, 95 % interval {low} to {high})" in README


def test_it_is_said_to_tick_every_box_where_it_did(card: Card) -> None:
    """In README and in the catalogue."""
    (verifier,) = (entry.verifier for entry in entries() if entry.name == NAME)
    shares = [figure(card, f"verifier.{name}").value for name in ("sensitivity", "specificity")]
    assert shares == [1, 0]
    assert "the embedded 1.5B ticked every box, the open ones too" in README
    assert "this model ticked every box, the open ones too" in verifier


def test_the_page_is_the_cards(card: Card) -> None:
    """The same words and figures stand in the Markdown beside it."""
    page = (ROOT / "docs" / "cards" / f"{NAME}.md").read_text(encoding="utf-8")
    assert page == as_markdown(card)
    assert all(f"| {cell(one.name)} |" in page for one in card.figures)
    assert f"{len(card.data.examples)} examples" in page


STUDIES = sorted((ROOT / "docs" / "study").glob("*.md"))


def study(told: Path) -> Comparison:
    """What the rows beside the page come to."""
    lines = read_lines(told.with_suffix(".jsonl"))
    return compare(sides(lines, names("refine"), METRIC, f"local/{told.stem}"))


@pytest.mark.parametrize("told", STUDIES, ids=lambda path: path.stem)
def test_the_page_of_a_study_is_that_of_its_rows(told: Path) -> None:
    """Every figure can be worked out again from the rows that are kept beside it."""
    text = told.read_text(encoding="utf-8")
    made = re.search(r"`(python -m benchmarks\.techniques .*--rows (\d+))`", text)
    assert made is not None
    lines = read_lines(told.with_suffix(".jsonl"))
    scored = len({line.scored for line in lines})
    assert text == page(study(told), made[1], int(made[2]), scored=scored, made=codes(told))


@pytest.mark.parametrize("told", STUDIES, ids=lambda path: path.stem)
def test_a_study_goes_on_with_the_rows_beside_its_page(told: Path) -> None:
    """They are of the examples as the data has them, as runs keep them."""
    known = {row.id: example(row) for row in rows("dev")}
    kept = {(line.row.name, line.row.example) for line in read_lines(told.with_suffix(".jsonl"))}
    assert kept
    assert kept <= known.items()


def codes(told: Path) -> int:
    """By how many versions of the programs' code the rows beside the page were made."""
    return len({line.code for line in read_lines(told.with_suffix(".jsonl"))})


def test_readme_tells_in_how_many_tasks_more_drafts_did_better() -> None:
    """Of the study whose table it has: `best_of_n` against refine, by checklist."""
    found = study(ROOT / "docs" / "study" / "qwen2.5-coder-0.5b.md")
    at = [side.name for side in found.sides].index("best_of_n") - 1
    drafts = found.figures[0].differences[at].found
    rows = drafts.better + drafts.same + drafts.worse
    told = f"scored higher on {drafts.better} of {rows} tasks and lower on"
    assert f"{told} {drafts.worse}, which" in README
    assert f"The {rows} examples took two slow cores" in README


def test_readme_has_the_table_of_a_study() -> None:
    """The whole of it, as the rows have it."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    tables = {brief(study(told), f"docs/study/{told.name}", "dev", codes(told)) for told in STUDIES}
    found = re.search(r"<!-- begin: study -->\n(.*?)\n<!-- end: study -->", readme, re.DOTALL)
    assert found is not None
    assert found[1] in tables


@pytest.mark.parametrize("folder", COMPILED, ids=lambda path: path.name)
def test_a_compiled_program_asks_what_its_page_says(folder: Path) -> None:
    """Its prompts differ from the original's as they did when it was measured."""
    artefact = load(folder)
    page = (folder / "prompts.md").read_text(encoding="utf-8")
    for step, told in diff(PROGRAMS["one_shot"](), artefact.program).items():
        assert told in page, step
    assert artefact.card.held_out is not None
    assert artefact.card.verdict == verdict(artefact.card.held_out)
    assert artefact.card.verdict in page
