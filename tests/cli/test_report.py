"""`redraft report` as people type it."""

import json
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from redraft.cli import cli
from redraft.errors import ConfigurationError
from tests.report.page.stores import large

Type = Callable[..., Result]


def test_the_page_says_what_compare_says(typed: Type, tmp_path: Path) -> None:
    """Its figures are those of the comparison, to the digit; the server is gone."""
    done = typed("report", 1, 2, "-o", tmp_path / "report.html")
    assert done.exit_code == 0, done.output
    assert done.stdout == ""
    assert done.stderr.startswith("written: ")
    page = unescape((tmp_path / "report.html").read_text(encoding="utf-8"))
    assert "<h1>Is refine,max_rounds=2 better than single_pass?</h1>" in page
    told = json.loads(typed("compare", 1, 2, "--json").stdout)
    for figure in told["metrics"]:
        for mean in figure["means"]:
            assert f'<span class="mean">{mean["estimate"]:.3f}</span>' in page
        (one,) = figure["differences"]
        assert f">{one['says']}</td>" in page
        assert f"{one['found']['difference']['estimate']:+.3f}" in page
    assert (
        "Better: by checklist, refine,max_rounds=2 comes to 0.556 and single_pass to 0.333" in page
    )


def test_every_row_is_there_with_what_became_of_it(typed: Type, tmp_path: Path) -> None:
    """Task, texts, boxes, rounds; a text that differs has its words marked."""
    typed("report", 1, 2, "-o", tmp_path / "report.html")
    page = unescape((tmp_path / "report.html").read_text(encoding="utf-8"))
    assert page.count('<details class="example"') == 12
    mended = page.split('id="e2"')[1].split('id="e3"')[0]
    assert "Write note 1: it tells the staff" in mended
    assert "<ins" in mended
    assert "<del>" in mended
    assert 'class="entry" data-key="1.' in mended
    assert "At least 25 words?" in mended
    kept = page.split('id="e1"')[1].split('id="e2"')[0]
    assert "Weaknesses that do not count" in kept


def test_prompts_are_folded_away_or_left_out(typed: Type) -> None:
    """Of each of the 24 rows; without them the page says so, and is the smaller."""
    whole, less = (typed("report", 1, 2, *more).stdout for more in ((), ("--no-prompts",)))
    assert whole.count("Prompts and raw replies: ") == 24
    assert "Prompts and raw replies: " not in less
    assert "Prompts and raw replies are left out here." in less
    assert len(less) < len(whole)


def test_without_a_file_it_is_stdout_alone(typed: Type) -> None:
    done = typed("report", 1, "last")
    assert done.stdout.startswith("<!doctype html>")
    assert done.stderr == ""


def test_one_run_alone(typed: Type) -> None:
    done = typed("report", 2, "-o", "-")
    assert done.exit_code == 0
    assert "<h1>What does refine,max_rounds=2 come to?</h1>" in done.stdout
    assert 'id="differences"' not in done.stdout
    assert "Holm" not in done.stdout


def test_rows_that_are_not_done_are_told(tmp_path: Path) -> None:
    """One of 17 failed in the second run: it is in no figure, and the page says so."""
    runs = large(tmp_path / "runs.sqlite3", 17)
    store = ("--store", str(tmp_path / "runs.sqlite3"))
    done = CliRunner().invoke(cli, ["report", str(runs[1]), *store, "--by", "critique_count"])
    assert done.exit_code == 0, done.output
    says = "run 2 refine is done: 16 of 17 rows are done, 1 failed; go on with: redraft resume 2"
    assert says in done.stdout
    assert "the server answered 500 three times" in done.stdout


def test_a_page_may_go_to_a_device(tmp_path: Path) -> None:
    """It is written there as a text of redraft run is."""
    runs = large(tmp_path / "runs.sqlite3", 17)
    store = ("--store", str(tmp_path / "runs.sqlite3"))
    done = CliRunner().invoke(cli, ["report", str(runs[1]), *store, "-o", "/dev/null"])
    assert done.exit_code == 0, done.exception
    assert done.stderr.startswith("written: /dev/null (")
    assert Path("/dev/null").is_char_device()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((1, 9), "there is no run 9"),
        ((1, 2, "--by", "checklst"), "did you mean 'checklist'"),
        ((1, "-o", "no/such/folder/report.html"), "--out no/such/folder/report.html cannot be"),
    ],
)
def test_bad_input_is_told_in_a_line(typed: Type, arguments: tuple[object, ...], says: str) -> None:
    done = typed("report", *arguments)
    assert isinstance(done.exception, ConfigurationError)
    assert says in str(done.exception)
    assert "\n" not in str(done.exception)


def test_no_run_is_refused(typed: Type) -> None:
    done = typed("report")
    assert done.exit_code == 2
    assert "give a run or more" in done.stderr


def test_the_page_says_what_differs_between_the_runs(typed: Type) -> None:
    """Beside the figures, and of a run against itself that it is one."""
    page = unescape(typed("report", 1, 2).stdout)
    told = "differs in program refine (single_pass), max_rounds 2 (default)"
    assert f"Run 2 refine,max_rounds=2: {told}" in page
    assert "a run compared with itself" in typed("report", 2, 2).stdout
