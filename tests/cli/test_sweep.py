"""`redraft sweep`, and variants from a file, as people type them."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from redraft.cli import cli
from redraft.errors import RedraftError
from tests.cli.cards import write_card
from tests.evaluation.fake import Fake, write_rows

Type = Callable[..., Result]


@pytest.fixture
def typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fake: Fake) -> Type:
    """A command in this process, on four notes, with a home of its own."""
    monkeypatch.setenv("REDRAFT_HOME", str(tmp_path / "home"))
    notes = write_rows(tmp_path / "notes.jsonl", 4)

    def run(command: str, *arguments: object) -> Result:
        where = ("--data", notes, "--model", "small", "--api-base", fake.url)
        more = where if command in ("sweep", "evaluate") else ()
        return CliRunner().invoke(cli, [command, *map(str, arguments), *map(str, more)])

    return run


def test_a_point_without_a_row_keeps_no_others_from_being_compared(typed: Type, fake: Fake) -> None:
    """It is named; the two that have rows are compared."""
    fake.fault = lambda number, body: "long" if body.get("seed") == 7_000_000 else ""
    done = typed("sweep", "single_pass", "--set", "seed=1,7,2", "--fresh", "-q", "--max-errors", 4)
    assert "not compared: run 2 single_pass,seed=7 has no row done" in done.stderr
    assert "4 pairs of rows over 4 examples" in done.stdout


GRID = ("refine", "--set", "max_rounds=0,1", "--set", "min_weaknesses=1,3", "-q")


def test_a_grid_is_run_and_compared(typed: Type) -> None:
    """Four runs of one batch, the first the baseline; p is Holm's over the whole grid."""
    done = typed("sweep", *GRID)
    assert done.exit_code == 0, done.exception
    told = " ".join(done.stdout.split())
    assert "the baseline is run 1 refine,max_rounds=0,min_weaknesses=1" in told
    for number, point in [(2, "0,min_weaknesses=3"), (3, "1,min_weaknesses=1")]:
        assert f"Run {number} refine,max_rounds={point} against run 1" in told
    assert "p is Holm's over 6 comparisons" in told  # three runs by score and by ready
    again = typed("compare", 1, 2, 3, 4)
    assert again.stdout in done.stdout


def test_its_tables_name_what_varies(typed: Type) -> None:
    """In whole, in each of the four; and what is not calibrated is said once."""
    told = typed("sweep", *GRID).stdout
    for rounds in (0, 1):
        for least in (1, 3):
            point = f"  max_rounds={rounds},min_weaknesses={least} "
            assert sum(point in line for line in told.splitlines()) >= 3
    assert " ".join(told.split()).count("not calibrated: ") == 1


def test_its_json_has_the_runs_and_the_comparison(typed: Type) -> None:
    """One object, the comparison as `redraft compare --json` has it."""
    told = json.loads(typed("sweep", *GRID, "--json").stdout)
    assert [run["spec"]["variant"]["settings"]["max_rounds"] for run in told["runs"]] == [
        0, 0, 1, 1
    ]  # fmt: skip
    alone = json.loads(typed("compare", 1, 2, 3, 4, "--json").stdout)
    assert told["comparison"] == alone


def test_a_card_corrects_its_judged_shares(typed: Type, fake: Fake, tmp_path: Path) -> None:
    """As redraft evaluate does; without one they are told as not calibrated."""
    file = write_card(tmp_path / "card.json", fake.url)
    plain, corrected = typed("sweep", *GRID), typed("sweep", *GRID, "--card", file)
    assert corrected.exit_code == 0, corrected.output
    assert "not calibrated: no card is given" in " ".join(plain.stdout.split())
    told = " ".join(corrected.stdout.split())
    assert "no card is given" not in told
    assert re.search(r"run 5, judged boxes ticked: .* as judged, .* corrected", told)
    wrong = typed("sweep", *GRID, "--card", tmp_path / "none.json")
    assert "cannot be read" in str(wrong.exception)
    assert len(json.loads(typed("runs", "--json").stdout)["runs"]) == 8


def test_a_cap_is_of_the_whole_grid_and_resume_takes_all_its_runs(typed: Type, fake: Fake) -> None:
    """Exit code 4 and what to type; that goes on, and no question is paid for twice."""
    cut = typed("sweep", *GRID, "--max-calls", 17)
    assert cut.exit_code == 4
    assert fake.bill.calls == 17
    assert "--max-calls 17: 17 used; go on with: redraft resume 3 4 --max-calls N" in cut.stderr
    assert "redraft resume 3 4 --max-calls N, then: redraft compare 1 2 3 4" in cut.stderr
    done = typed("resume", 3, 4, "--max-calls", 999, "-q")
    assert done.exit_code == 0
    assert done.stdout.count("4/4") == 2
    told = json.loads(typed("runs", "--json").stdout)
    assert sum(run["calls"] for run in told["runs"]) == fake.bill.calls
    assert len({run["batch"] for run in told["runs"]}) == 1


def test_a_cut_before_any_row_is_done_is_not_compared(typed: Type) -> None:
    """The runs are shown, and why there is no comparison."""
    cut = typed("sweep", *GRID, "--max-calls", 1)
    assert cut.exit_code == 4
    assert "not compared: run" in cut.stderr
    assert "0/4" in cut.stdout


def test_runs_of_two_commands_go_on_one_after_the_other(typed: Type) -> None:
    """Each with the caps of its own."""
    for _ in range(2):
        typed("evaluate", "refine,max_rounds=1", "-q", "--max-calls", 5)
    done = typed("resume", 2, 1, "-q", "--max-calls", 99)
    assert done.exit_code == 0
    assert done.stdout.count("4/4") == 2


def test_variants_come_from_options_and_a_file(typed: Type, tmp_path: Path) -> None:
    """Beside those that are typed, each under its own name."""
    file = tmp_path / "variants.toml"
    file.write_text('[two]\nprogram = "best_of_n"\nn = 2\n[plain]\nprogram = "one_shot"\n')
    given = ("single_pass", "--variant", "short=refine,max_rounds=1", "--variants", file)
    told = json.loads(typed("evaluate", *given, "--json", "-q").stdout)
    names = [run["spec"]["variant"]["name"] for run in told["runs"]]
    assert names == ["single_pass", "short", "two", "plain"]
    assert {run["done"] for run in told["runs"]} == {4}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["sweep"], "Missing argument 'PROGRAM'"),
        (["sweep", "refine"], "Missing option '--set'"),
        (["sweep", "refin", "--set", "max_rounds=0,1"], "did you mean 'refine'?"),
        (["sweep", "refine", "--set", "max_rouns=0,1"], "did you mean 'max_rounds'?"),
        (["sweep", "refine", "--set", "n=1,2"], "--program refine takes no --n"),
        (
            ["sweep", "refine", "--set", "min_weaknesses=1,10"],
            "--program refine: min_weaknesses is 10; accepted is a whole number from 0 to 6",
        ),
        (
            ["evaluate", "template,min_weaknesses=7"],
            "--program template: min_weaknesses is 7; accepted is a whole number from 0 to 6",
        ),
        (["evaluate", "--variants", "none.toml"], "none.toml cannot be read"),
    ],
)
def test_bad_input_is_told_in_a_line(typed: Type, arguments: list[str], says: str) -> None:
    """And makes no run."""
    done = typed(*arguments)
    told = str(done.exception) if isinstance(done.exception, RedraftError) else done.stderr
    assert says in told
    assert done.exit_code != 0
    assert "no run is kept" in str(typed("runs").exception)
