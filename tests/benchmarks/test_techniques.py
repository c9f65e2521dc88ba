"""The study of techniques: made once, gone on with, and told as it is."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import techniques
from benchmarks.techniques_page import answer, smallest
from benchmarks.techniques_rows import read as read_lines
from benchmarks.techniques_study import VARIANTS
from redraft import pace
from redraft.evaluation import fingerprints
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
    few, notes = tmp_path / "few.toml", tmp_path / "notes.jsonl"
    typed = f"--model small --rows 4 --data {notes} --split '' --variants {few}`"
    assert f"Made by `python -m benchmarks.techniques {typed}; settings are in `{few}`." in first
    calls = fake.bill.calls
    readme = tmp_path / "README.md"
    readme.write_text("Above.\n<!-- begin: study -->\n<!-- end: study -->\nBelow.\n")
    assert techniques.main([*arguments, "--readme", str(readme)]) == 0
    assert readme.read_text().startswith("Above.\n<!-- begin: study -->\n| technique |")
    assert readme.read_text().count("\n| best_of_n |") == 1
    assert "4 examples of notes.jsonl on `small`" in readme.read_text()
    assert readme.read_text().endswith("\n<!-- end: study -->\nBelow.\n")
    readme.write_text("No place here.\n")
    assert techniques.main([*arguments, "--readme", str(readme)]) == 2
    assert readme.read_text() == "No place here.\n"
    assert fake.bill.calls == calls
    assert (tmp_path / "study.md").read_text() == first


def test_it_goes_on_elsewhere_from_the_rows_beside_the_page(
    arguments: list[str], fake: Fake, tmp_path: Path
) -> None:
    """Without its store the page is the same; more rows ask for no more than those."""
    assert techniques.main([*arguments, "--rows", "2"]) == 0
    first, calls = (tmp_path / "study.md").read_text(), fake.bill.calls
    assert len((tmp_path / "study.jsonl").read_text().splitlines()) == 2 * 3
    (tmp_path / "runs.sqlite3").unlink()
    assert techniques.main([*arguments, "--rows", "2"]) == 0
    assert ((tmp_path / "study.md").read_text(), fake.bill.calls) == (first, calls)
    assert techniques.main(arguments) == 0
    assert (tmp_path / "study.md").read_text().count("\n4 examples, ") == 1
    assert stored(tmp_path) == [("refine", 2, 2), ("one_shot", 2, 2), ("best_of_n", 2, 2)]


def test_fewer_rows_lose_none(arguments: list[str], fake: Fake, tmp_path: Path) -> None:
    """What is beside the page stays, whatever is asked for now."""
    assert techniques.main(arguments) == 0
    (tmp_path / "runs.sqlite3").unlink()
    calls, kept = fake.bill.calls, (tmp_path / "study.jsonl").read_text()
    assert techniques.main([*arguments, "--rows", "2"]) == 0
    assert (tmp_path / "study.jsonl").read_text() == kept
    assert techniques.main(arguments) == 0
    assert fake.bill.calls == calls


def test_a_technique_that_has_no_rows_is_not_left_out_in_silence(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The rows beside the page are of fewer."""
    assert techniques.main(arguments) == 0
    (tmp_path / "runs.sqlite3").unlink()
    (tmp_path / "few.toml").write_text(FEW + '[single_pass]\nprogram = "single_pass"\n')
    assert techniques.main(arguments) == 2
    assert "study.jsonl has no single_pass; move it away" in capsys.readouterr().err


def test_a_technique_that_the_store_has_not_is_named(
    arguments: list[str], fake: Fake, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its examples are begun, so that nothing would ever be asked of it."""
    assert techniques.main(arguments) == 0
    (tmp_path / "study.jsonl").unlink()
    calls = fake.bill.calls
    (tmp_path / "few.toml").write_text(FEW + '[single_pass]\nprogram = "single_pass"\n')
    for more in ([], ["--so-far"]):
        assert techniques.main([*arguments, *more]) == 2
        assert "runs.sqlite3 has no single_pass; move it away" in capsys.readouterr().err
    assert fake.bill.calls == calls


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (["--concurrency", "-1"], "-1"),
        (["--baseline", "nope"], "--baseline nope; there are refine, one_shot"),
        (["--data", "nowhere.jsonl"], "nowhere.jsonl"),
        (["--variants", "nowhere.toml"], "nowhere.toml"),
        (["--write", "nowhere/study.md"], "--write nowhere/study.md: there is no folder nowhere"),
        (["--readme", "nowhere.md"], "--readme nowhere.md: "),
    ],
)
def test_bad_options_end_in_a_line(
    wrong: list[str],
    told: str,
    arguments: list[str],
    fake: Fake,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """As those of redraft's own commands do, and before anything is asked."""
    assert techniques.main([*arguments, *wrong]) == 2
    assert told in capsys.readouterr().err.splitlines()[-1]
    assert fake.bill.calls == 0


def test_a_table_that_links_to_no_page_is_refused(
    arguments: list[str], fake: Fake, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before hours are spent on it."""
    (tmp_path / "README.md").write_text("<!-- begin: study -->\n<!-- end: study -->\n")
    at = arguments.index("--write")
    given = [*arguments[:at], *arguments[at + 2 :], "--readme", str(tmp_path / "README.md")]
    assert techniques.main(given) == 2
    assert "say where it goes: --write FILE" in capsys.readouterr().err
    assert fake.bill.calls == 0


@pytest.mark.parametrize("rows", ["0", "-1", "many"])
def test_rows_are_a_count(
    rows: str, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """One or more: fewer would be a study of nothing."""
    with pytest.raises(SystemExit) as stop:
        techniques.main([*arguments, "--rows", rows])
    assert stop.value.code == 2
    assert f"--rows: invalid positive value: '{rows}'" in capsys.readouterr().err


def test_what_is_done_so_far_is_compared(
    arguments: list[str], fake: Fake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """best_of_n drafts on what all have done alone; later, on the others alone."""
    monkeypatch.setattr(pace, "FIRST", 0.001)
    fake.fault = lambda number, body: "500" if number > 8 else ""
    assert techniques.main([*arguments, "--concurrency", "1"]) == 3
    done = min(done for _, done, _ in stored(tmp_path))
    assert 0 < done < 4
    fake.fault = lambda number, body: ""
    assert techniques.main([*arguments, "--so-far"]) == 0
    assert f"\n{done} examples of the 4 wanted, " in (tmp_path / "study.md").read_text()
    assert stored(tmp_path)[2:] == [("best_of_n", done, done)]
    assert techniques.main(arguments) == 0
    assert "\n4 examples, " in (tmp_path / "study.md").read_text()
    assert stored(tmp_path)[2:] == [("best_of_n", done, done), ("best_of_n", 4 - done, 4 - done)]


def test_nothing_to_compare_is_said(
    arguments: list[str], fake: Fake, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """So far is nothing before anything was made, and no page is written."""
    assert techniques.main([*arguments, "--so-far"]) == 2
    assert "no row is done by every technique" in capsys.readouterr().err
    assert not (tmp_path / "study.md").exists()
    assert fake.bill.calls == 0


def test_other_rows_beside_the_page_are_refused(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that is no study's is neither read nor written over."""
    (tmp_path / "study.jsonl").write_text('{"id": "1"}\n')
    assert techniques.main(arguments) == 2
    assert "study.jsonl holds no rows of a study" in capsys.readouterr().err
    assert (tmp_path / "study.jsonl").read_text() == '{"id": "1"}\n'


def stored(folder: Path) -> list[tuple[str, int, int]]:
    """Each run's technique, and how many rows of how many it has done."""
    store = Store(folder / "runs.sqlite3")
    told = [(run.spec.variant.name, run.done, run.rows) for run in store.runs()]
    store.close()
    return told


@pytest.mark.parametrize("key", ["", "plain-secret-value"])
def test_it_goes_on_where_it_was_stopped(
    key: str, arguments: list[str], fake: Fake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An outage ends it with exit code 3; later, only what is missing is asked.

    With a key for a server that is not on this machine too: its address was typed.
    """
    monkeypatch.setenv("REDRAFT_API_KEY", key)
    monkeypatch.setattr("redraft.cli.keys._here", lambda base: False)
    monkeypatch.setattr(pace, "FIRST", 0.001)
    fake.fault = lambda number, body: "500" if number > 8 else ""
    assert techniques.main([*arguments, "--concurrency", "1"]) == 3
    assert not (tmp_path / "study.md").exists()
    fake.fault = lambda number, body: ""
    assert techniques.main(arguments) == 0
    assert stored(tmp_path) == [("refine", 4, 4), ("one_shot", 4, 4), ("best_of_n", 4, 4)]


def test_runs_of_other_settings_are_not_taken_for_these(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Rows or a store from before a change of the variants are refused, and named."""
    assert techniques.main(arguments) == 0
    (tmp_path / "few.toml").write_text(FEW.replace("max_rounds = 1", "max_rounds = 0"))
    assert techniques.main(arguments) == 2
    assert "study.jsonl holds refine with other settings" in capsys.readouterr().err
    (tmp_path / "study.jsonl").unlink()
    assert techniques.main(arguments) == 2
    assert "runs.sqlite3 holds refine with other settings" in capsys.readouterr().err


def test_rows_of_other_data_are_not_taken_for_these(
    arguments: list[str], fake: Fake, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither those of the store nor those beside the page, whether their ids are equal or not."""
    assert techniques.main(arguments) == 0
    calls, notes = fake.bill.calls, (tmp_path / "notes.jsonl").read_text()
    for was, now in (("kitchen closes on", "office closes on"), ('"note-', '"memo-')):
        (tmp_path / "moved.jsonl").write_text(notes.replace(was, now))
        other = [*arguments, "--data", str(tmp_path / "moved.jsonl")]
        assert techniques.main([*other, "--write", str(tmp_path / "other.md")]) == 2
        told = "runs.sqlite3 holds rows of other data; move it away, or name another --store"
        assert told in capsys.readouterr().err
        assert techniques.main([*other, "--store", str(tmp_path / "other.sqlite3")]) == 2
        told = "study.jsonl holds rows of other data; move it away, or name another --write"
        assert told in capsys.readouterr().err
    assert fake.bill.calls == calls
    assert not (tmp_path / "other.md").exists()


def test_the_answer_says_who_is_better_and_who_worse() -> None:
    """Twelve rows that all gain, and twelve that all lose."""
    scores = {"same": 0.5, "up": 0.9, "down": 0.1}
    sides = [
        side(number, [row(n, score + 0.001 * n) for n in range(12)], name=name)
        for number, (name, score) in enumerate(scores.items(), 1)
    ]
    found = compare([sides[0], *sides])
    assert answer(found, 0) == (
        "- By refinement, than `same`: better: `up` (+0.400); worse: `down` (-0.400); "
        "can't tell: `same`."
    )


def test_what_so_many_rows_show_is_told_of_each_technique() -> None:
    """Ten rows that vary show a large difference; where one row of ten moved, none is shown."""
    base = [row(n, 0.5) for n in range(10)]
    moved = [row(n, 0.5 + 0.04 * (n - 4)) for n in range(10)]
    once = [row(n, 0.9 if n == 0 else 0.5) for n in range(10)]
    sides = [side(1, base), side(2, moved, name="moved"), side(3, once, name="once")]
    told = smallest(compare(sides))
    assert re.fullmatch(
        r"So many rows show a true difference in refinement with 80 % power if it is at least "
        r"0\.\d\d for `moved`; none of any size for `once`, of whose rows too few differ\.",
        told,
    )
    assert smallest(compare(sides[:2])).endswith(" for `moved`.")
    told = smallest(compare([sides[0], sides[2]]))
    assert told == "With as few rows that differ as here, no difference would be shown."


def test_rows_that_other_code_made_are_told(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two rows were made before the programs changed, and two after; the rows keep which."""
    assert techniques.main([*arguments, "--rows", "2"]) == 0
    assert "versions" not in (tmp_path / "study.md").read_text()
    monkeypatch.setattr(fingerprints, "of_code", lambda: "other")
    readme = tmp_path / "README.md"
    readme.write_text("<!-- begin: study -->\n<!-- end: study -->\n")
    assert techniques.main([*arguments, "--readme", str(readme)]) == 0
    told = "The rows were made by 2 versions of the programs' code, which changed meanwhile."
    assert told in (tmp_path / "study.md").read_text()
    assert told in readme.read_text()
    codes = [line.code for line in read_lines(tmp_path / "study.jsonl")]
    assert codes.count("other") == 6
    assert len(set(codes)) == 2


def test_the_variants_are_those_that_the_study_needs() -> None:
    """Each can be built, the baseline among them; best_of_n comes by its tokens."""
    found = read(VARIANTS, Settings())
    names = [one.build().name for one in found]
    assert {*names, "best_of_n"} >= {
        "single_pass", "one_shot", "best_of_n", "template", "self_refine", "refine",
        "chain_of_verification",
    }  # fmt: skip
    assert names == [one.name for one in found]
