"""`redraft data`: the labelled examples on the command line."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from redraft.cli.data import data
from redraft.data import FIELDS, path_of, rows
from redraft.data.stats import tables
from redraft.errors import ConfigurationError


def invoke(*args: str) -> Result:
    return CliRunner().invoke(data, args)


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """A file with one sound row of ours and one whose id is given twice."""
    line = path_of("dev").read_text(encoding="utf-8").splitlines()[0]
    path = tmp_path / "rows.jsonl"
    path.write_text(f"{line}\n" + line.replace('"clean": ', '"spotless": ', 1) + "\n")
    return path


def test_check_prints_each_fault_on_stdout_and_ends_with_1(faulty: Path) -> None:
    """The faults are the answer; the counts go to stderr."""
    done = invoke("check", str(faulty))
    name = rows("dev")[0].id
    assert done.exit_code == 1
    assert done.stdout.splitlines() == [
        f"{faulty}:2: {name}: the field 'clean' is missing",
        f"{faulty}:2: {name}: unknown field 'spotless': accepted are {', '.join(FIELDS)}",
        f"{faulty}:2: {name}: the id is given already at {faulty}:1",
    ]
    assert done.stderr == "2 rows, 3 faults\n"


def test_check_as_json(faulty: Path) -> None:
    """With --json stdout is one object: the rows counted, and each fault by its parts."""
    done = invoke("check", str(faulty), "--json")
    report = json.loads(done.stdout)
    assert (done.exit_code, report["rows"], len(report["faults"])) == (1, 2, 3)
    assert report["faults"][0]["line"] == 2
    assert set(report["faults"][0]) == {"file", "line", "id", "problem"}


def test_check_of_sound_rows_says_nothing_and_ends_with_0() -> None:
    """Without a fault stdout is empty."""
    done = invoke("check", str(path_of("dev")))
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "33 rows, 0 faults\n")


def test_check_of_nothing_named_is_of_every_row_of_ours() -> None:
    """All three splits, without a fault."""
    done = invoke("check")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "132 rows, 0 faults\n")


def test_check_of_a_file_that_is_not_there() -> None:
    """A path that cannot be read is the person's to mend, and no fault of the data."""
    done = invoke("check", "nowhere.jsonl")
    assert isinstance(done.exception, ConfigurationError)
    assert str(done.exception) == "nowhere.jsonl cannot be read: No such file or directory"


def test_the_exit_code_reaches_the_shell(faulty: Path) -> None:
    """`redraft data check` ends with 1 for a fault and with 2 for a file that is not there."""
    command = [sys.executable, "-c", "from redraft.cli import main; main()", "data", "check"]
    for path, code in ((faulty, 1), (faulty / "no", 2)):
        done = subprocess.run([*command, str(path)], capture_output=True, text=True, check=False)
        assert done.returncode == code, done.stderr
        assert "Traceback" not in done.stderr


def test_list_by_split_and_kind() -> None:
    """Only rows of that split and kind are listed, a line each, with what they are."""
    done = invoke("list", "--split", "dev", "--kind", "sales email")
    wanted = [row.id for row in rows("dev") if row.kind == "sales email"]
    assert [line.split()[0] for line in done.stdout.splitlines()] == wanted
    assert any("clean" in line for line in done.stdout.splitlines())


def test_list_as_json() -> None:
    """Every row is listed when nothing is left out, with its split."""
    report = json.loads(invoke("list", "--json").stdout)
    assert [row["id"] for row in report if row["split"] == "test"] == [
        row.id for row in rows("test")
    ]
    assert set(report[0]) == {"split", "id", "kind", "clean", "task"}


def test_list_of_an_unknown_kind() -> None:
    """The message lists the kinds."""
    done = invoke("list", "--kind", "novel")
    assert isinstance(done.exception, ConfigurationError)
    assert str(done.exception).startswith("no kind 'novel': accepted are api documentation, ")


def test_show_has_every_text_and_label() -> None:
    """A page shows task, boxes, verdicts, draft, weaknesses, reference and cosmetic text."""
    row = next(row for row in rows("dev") if not row.clean)
    page = invoke("show", row.id).stdout
    said = [row.task, row.draft, row.reference, row.cosmetic]
    said += [box.question for box in row.checklist]
    said += [weakness.problem for weakness in row.weaknesses]
    said += [verdict.missing for verdict in row.verdicts]
    assert [text for text in said if text not in page] == []


def test_show_as_json() -> None:
    """With --json it is the row as stored, and its split."""
    row = rows("test")[0]
    report = json.loads(invoke("show", row.id, "--json").stdout)
    assert report.pop("split") == "test"
    assert report == json.loads(path_of("test").read_text(encoding="utf-8").splitlines()[0])


def test_show_of_an_unknown_id() -> None:
    """The message names the ids that are near."""
    done = invoke("show", "sales-email-99")
    assert isinstance(done.exception, ConfigurationError)
    assert str(done.exception).startswith("no example 'sales-email-99': sales-email-0")


def test_stats_prints_or_writes_the_tables(tmp_path: Path) -> None:
    """The tables go to stdout, or between the markers of a file; a file without is refused."""
    assert invoke("stats").stdout == tables() + "\n"
    sheet = tmp_path / "README.md"
    sheet.write_text("# A\n<!-- begin: redraft data stats -->\n<!-- end: redraft data stats -->\n")
    assert invoke("stats", "--write", str(sheet)).exit_code == 0
    assert tables() in sheet.read_text()
    sheet.write_text("# A\n")
    done = invoke("stats", "--write", str(sheet))
    assert isinstance(done.exception, ConfigurationError)
    assert "put <!-- begin: redraft data stats -->" in str(done.exception)


MAIL = 'prompt,text,list\nThank the crew.,Thanks.,"- [ ] Short? {words <= 9}"\nInvite Ada.,,\n'
MAP = ("--map", "task=prompt", "--map", "draft=text", "--map", "checklist=list")


def test_check_of_your_own_data_says_what_a_run_would_read(tmp_path: Path) -> None:
    """Two rows, of which one has a draft and one a box, that code answers."""
    path = tmp_path / "mail.csv"
    path.write_text(MAIL)
    done = invoke("check", "--data", str(path), *MAP)
    assert done.exit_code == 0
    assert done.stdout.startswith("2 rows: 0 with requirements, 1 with checklist, 1 with draft, ")
    assert done.stdout.endswith("\n1 box, 1 answered by code\n")
    report = json.loads(invoke("check", "--data", str(path), *MAP, "--json").stdout)
    assert (report["rows"], report["draft"], report["boxes"]) == (2, 1, 1)


def test_check_of_your_own_data_that_cannot_be_read(tmp_path: Path) -> None:
    """What is wrong is told by file and line, and how to name a column."""
    path = tmp_path / "mail.csv"
    path.write_text(MAIL)
    done = invoke("check", "--data", str(path))
    assert isinstance(done.exception, ConfigurationError)
    assert str(done.exception).endswith("name it by --map task=COLUMN")


def test_one_split_of_ours_is_checked_alone() -> None:
    """As many rows as it has, and no other's."""
    done = invoke("check", "--split", "dev", "--json")
    assert (done.exit_code, json.loads(done.stdout)["rows"]) == (0, 33)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--split", "tset"), "--split 'tset': did you mean 'test'? Accepted are train, dev, test"),
        (("a.jsonl", "--split", "dev"), "--split 'dev': FILES are checked whole"),
        (("--map", "task=a"), "--map task=a goes with --data"),
        (("a.jsonl", "--data", "redraft"), "give FILES with every label, or --data, not both"),
    ],
)
def test_check_refuses_options_that_contradict_each_other(args: tuple[str, ...], said: str) -> None:
    """Nothing that was said is ignored in silence."""
    done = invoke("check", *args)
    assert done.exit_code == 2
    assert said in done.stderr


def test_a_fault_commands_no_terminal(faulty: Path) -> None:
    """An escape sequence in somebody's file is not passed on."""
    faulty.write_text('{"id": "a\\u001b[31mb"}\n')
    done = invoke("check", str(faulty))
    assert "\x1b" not in done.stdout
    assert f"{faulty}:1: ab: " in done.stdout
