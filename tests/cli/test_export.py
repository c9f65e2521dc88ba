"""`redraft export` and `redraft diff`, as they are typed."""

import json
from pathlib import Path

import pytest

from redraft.artefact import Card, save
from redraft.exporting import FORMATS
from redraft.exporting.models import Models
from redraft.programs import Refine
from tests.conftest import Command

CARD = Card(program="refine", optimizer="bootstrap", model="openai/small")


@pytest.fixture
def compiled(tmp_path: Path) -> Path:
    """A compiled program's folder, beside where commands start."""
    program = Refine()
    program.draft.signature = program.draft.signature.with_instructions("Write\x1b[31m well.")
    save(tmp_path / "work" / "x", program, CARD, original=Refine())
    return tmp_path / "work" / "x"


def test_export_prints_or_writes(redraft: Command, tmp_path: Path) -> None:
    """The same bytes on stdout and in a file; text where no form is named."""
    plain = redraft("export", "refine")
    assert plain.returncode == 0
    assert plain.stdout == FORMATS["text"](Refine(), Models())[""]
    done = redraft("export", "refine", "--to", "chat", "--out", "prompts.json")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "written: prompts.json\n")
    assert (tmp_path / "work" / "prompts.json").read_text() == FORMATS["chat"](Refine(), Models())[
        ""
    ]


def test_export_of_a_compiled_program(redraft: Command, compiled: Path) -> None:
    """Its own words, and its model."""
    done = redraft("export", "x", "--to", "openai")
    body = json.loads(done.stdout)["steps"]["draft"]["body"]
    assert body["model"] == "small"
    assert "Write\x1b[31m well." in body["messages"][1]["content"]


def test_the_pasted_text_says_what_it_leaves_out(redraft: Command, tmp_path: Path) -> None:
    """Edits are no words for a chat; if they were optimized, stderr says that they are not in."""
    assert redraft("export", "refine", "--to", "template").stderr == ""
    program = Refine()
    program.edit.signature = program.edit.signature.with_instructions("Mend it.")
    save(tmp_path / "work" / "y", program, CARD, original=Refine())
    done = redraft("export", "y", "--to", "template")
    assert "Mend it." not in done.stdout
    assert done.stderr == "redraft: not in this text, though worded anew: edit\n"


def test_promptfoo_is_a_folder(redraft: Command, tmp_path: Path) -> None:
    """Written into a new one, again into its own, never among other files."""
    assert redraft("export", "refine", "--to", "promptfoo").returncode == 2
    for _ in range(2):
        assert redraft("export", "refine", "--to", "promptfoo", "--out", "pf").returncode == 0
    folder = tmp_path / "work" / "pf"
    assert sorted(path.name for path in folder.iterdir()) == [
        "promptfooconfig.yaml",
        "prompts.json",
        "prompts.py",
        "render.py",
    ]
    (folder / "mine.txt").write_text("mine")
    done = redraft("export", "refine", "--to", "promptfoo", "--out", "pf")
    assert done.returncode == 2
    assert done.stderr == "redraft: --out pf holds mine.txt; name a new folder\n"


def test_what_a_kill_left_of_an_export_is_not_anothers(redraft: Command, tmp_path: Path) -> None:
    """The same command goes on in the folder that it had begun."""
    (tmp_path / "work" / "pf").mkdir()
    (tmp_path / "work" / "pf" / ".prompts.py.abcd1234").touch()
    done = redraft("export", "refine", "--to", "promptfoo", "--out", "pf")
    assert (done.returncode, done.stderr) == (0, "written: pf\n")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["refin"], "did you mean 'refine'"),
        (["compiled/none"], "compiled/none does not exist; accepted is the folder of a compiled"),
        (["refine", "--to", "yaml"], "'yaml' is not one of"),
        (["refine", "--out", "none/x.txt"], "none/x.txt cannot be written: No such file"),
        (["single_pass", "--to", "template"], "has no draft"),
    ],
)
def test_bad_input_is_one_clear_line(redraft: Command, given: list[str], said: str) -> None:
    """And exit code 2."""
    done = redraft("export", *given)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_diff_shows_both(redraft: Command, compiled: Path) -> None:
    """The step that differs, old words beside new ones, clean of what commands a terminal."""
    done = redraft("diff", "refine", "x")
    assert done.returncode == 1
    assert [line for line in done.stdout.splitlines() if line.startswith("===")] == ["=== draft"]
    (line,) = [line for line in done.stdout.splitlines() if "Write well." in line]
    assert line.startswith("Write the text that the task asks for,")
    assert "\x1b" not in done.stdout
    below = redraft("diff", "-u", "refine", "x").stdout
    assert "\n-Write the text that the task asks for, exactly as its reader will get it.\n" in below
    assert "\n+Write well.\n" in below


def test_diff_of_the_same(redraft: Command) -> None:
    """Nothing, and exit code 0."""
    done = redraft("diff", "refine", "refine")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "the prompts are the same\n"
