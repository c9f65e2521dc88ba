"""The study of techniques: made once, gone on with, and told as it is."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import techniques
from redraft import pace
from redraft.evaluation.compare import compare
from redraft.evaluation.store import Store
from redraft.evaluation.variants import read
from redraft.settings import Settings
from tests.evaluation.fake import Fake, write_rows
from tests.evaluation.plain import row, side

FEW = """
[refine]
program = "refine"
max_rounds = 1
[one_shot]
program = "one_shot"
"""


@pytest.fixture
def fake() -> Iterator[Fake]:
    """A server of its own."""
    served = Fake(delay=0.001)
    yield served
    served.close()


@pytest.fixture
def arguments(fake: Fake, tmp_path: Path) -> list[str]:
    """A study of two techniques and the matched one, over four notes."""
    notes = write_rows(tmp_path / "notes.jsonl", 4)
    (tmp_path / "few.toml").write_text(FEW)
    where = ["--data", str(notes), "--split", "", "--model", "small", "--api-base", fake.url]
    files = ["--store", str(tmp_path / "runs.sqlite3"), "--variants", str(tmp_path / "few.toml")]
    return [*where, *files, "--rows", "4", "--write", str(tmp_path / "study.md")]


def test_it_makes_a_page_and_asks_nothing_twice(
    arguments: list[str], fake: Fake, tmp_path: Path
) -> None:
    """Every technique has a line; typed again, the page is the same and no call is made."""
    assert techniques.main(arguments) == 0
    first = (tmp_path / "study.md").read_text()
    for name in ("refine", "one_shot", "best_of_n"):
        assert first.count(f"\n| {name} |") == 1
    assert "| metric | 1 refine | 2 one\\_shot |" in first
    calls = fake.bill.calls
    assert techniques.main(arguments) == 0
    assert fake.bill.calls == calls
    assert (tmp_path / "study.md").read_text() == first


def test_it_goes_on_where_it_was_stopped(
    arguments: list[str], fake: Fake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An outage ends it with exit code 3; later, only what is missing is asked."""
    monkeypatch.setattr(pace, "FIRST", 0.001)
    fake.fault = lambda number, body: "500" if number > 8 else ""
    assert techniques.main([*arguments, "--concurrency", "1"]) == 3
    assert not (tmp_path / "study.md").exists()
    fake.fault = lambda number, body: ""
    assert techniques.main(arguments) == 0
    store = Store(tmp_path / "runs.sqlite3")
    assert [(run.spec.variant.name, run.done, run.rows) for run in store.runs()] == [
        ("refine", 4, 4), ("one_shot", 4, 4), ("best_of_n", 4, 4)
    ]  # fmt: skip
    store.close()


def test_runs_of_other_settings_are_not_taken_for_these(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A store from before a change of the variants is refused, and named."""
    assert techniques.main(arguments) == 0
    (tmp_path / "few.toml").write_text(FEW.replace("max_rounds = 1", "max_rounds = 0"))
    assert techniques.main(arguments) == 2
    assert "runs.sqlite3 holds refine with other settings" in capsys.readouterr().err


def test_the_answer_says_who_is_better_and_who_worse() -> None:
    """Twelve rows that all gain, and twelve that all lose."""
    scores = {"same": 0.5, "up": 0.9, "down": 0.1}
    sides = [
        side(number, [row(n, score + 0.001 * n) for n in range(12)], name=name)
        for number, (name, score) in enumerate(scores.items(), 1)
    ]
    found = compare([sides[0], *sides])
    assert techniques.answer(found, 0) == (
        "- By refinement, than `same`: better: `up` (+0.400); worse: `down` (-0.400); "
        "can't tell: `same`."
    )


def test_the_variants_are_those_that_the_study_needs() -> None:
    """Each can be built, the baseline among them; best_of_n comes by its tokens."""
    found = read(techniques.VARIANTS, Settings())
    names = [one.build().name for one in found]
    assert {*names, "best_of_n"} >= {
        "single_pass", "one_shot", "best_of_n", "template", "self_refine", "refine",
        "chain_of_verification",
    }  # fmt: skip
    assert names == [one.name for one in found]
