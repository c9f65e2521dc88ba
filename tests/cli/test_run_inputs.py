"""Bad input to `redraft run`: one line that says what was wrong, what is accepted, what to type."""

import os
from pathlib import Path
from typing import Any

import pytest

from redraft.journal import Journal
from redraft.programs import Refine
from redraft.programs.item import Item
from redraft.settings import Settings
from tests.cli.conftest import Call, Said
from tests.loopback import TASK, Server

LONG = "x" * 300
"""A text where a file is asked for."""

TASKS = [
    ([], 'give a task: redraft run "Write ...", a file, or - for stdin'),
    ([""], "the task is empty; write what the text should be or do"),
    ([" \n "], "the task is empty; write what"),
    (["-"], "the task: standard input is empty; write what"),
    (["empty.md"], "the task: empty.md is empty; write what"),
    (["boxes.md"], "boxes.md has boxes but no task; write above them what to write"),
    (["missing.md"], "there is no file 'missing.md'; give a file that exists, the task in words"),
    (["missing.yaml"], "there is no file 'missing.yaml'"),
    (["./notes/missing"], "there is no file './notes/missing'"),
    (["notes/missing"], "there is no file 'notes/missing'"),
    (["folder"], "the task: folder is a folder; give a text file"),
    (["binary.md"], "the task: binary.md is no text but binary; give UTF-8 text"),
    (["latin.md"], "latin.md is not UTF-8 (line 2, byte 10); convert it: iconv -f LATIN1 -t UTF-8"),
    (["huge.md"], "the task: huge.md is larger than 4 MB; shorten it"),
    (["\udcff"], "the task is not UTF-8; give UTF-8 text"),
    (["Write", "a", "note"], "the task is one argument; put it in quotes: redraft run 'Write a no"),
    (["Write a note.\n- [ ] Is it\n- [ ]  \n"], "task:3: a box needs a question, as in: - [ ] Is"),
    (["Write a note.\n\n- [ ] Short? {wrods < 9}"], "task:3: 'wrods < 9' is not a check: did you"),
]
CHECKLISTS = [
    ("missing.md", "missing.md cannot be read: No such file or directory"),
    ("folder", "folder cannot be read: Is a directory"),
    ("empty.md", "empty.md:1: no boxes; accepted are lines such as - [ ] Is it under 170 words?"),
    ("binary.md", "binary.md is no text but binary; give UTF-8 text"),
    ("latin.md", "latin.md is not UTF-8 (line 2, byte 10); convert it: iconv"),
    ("list.doc", "list.doc is no checklist: name it .md, .yaml, .yml or .json"),
    ("check.md", "check.md:2: 'wrods <= 3' is not a check: did you mean 'words', as in: words"),
    ("key.yaml", "key.yaml:2: unknown key 'chek': accepted are question, check and id; did you"),
    ("broken.yaml", "broken.yaml:1: not YAML: "),
    ("map.yaml", "map.yaml:1: a YAML checklist is a list: begin lines with -"),
    ("empty.yaml", 'empty.yaml:1: no boxes; accepted are a list of questions, such as - "Is it'),
]
NUMBERS = [
    ("--max-rounds", "-1", "accepted is a whole number from 0 to 100"),
    ("--max-rounds", "2.5", "accepted is a whole number from 0 to 100"),
    ("--min-weaknesses", "7", "accepted is a whole number from 0 to 6"),
    ("--max-tokens", "0", "accepted is a number of 1 or more, as in 500k or 2M"),
    ("--max-tokens", "lots", "accepted is a number of 1 or more, as in 500k or 2M"),
    ("--temperature", "2.1", "accepted is a number from 0 to 2"),
    ("--temperature", "nan", "accepted is a number from 0 to 2"),
    ("--temperature", "warm", "accepted is a number from 0 to 2"),
    ("--seed", "-1", "accepted is a whole number from 0 to 2,147,483,647"),
]
OPTIONS = [
    (["--draft", "missing.md"], "--draft: missing.md cannot be read: No such file"),
    (
        ["--draft", "empty.md"],
        "--draft: empty.md is empty; put the text that is to be refined into",
    ),
    (["--draft", "binary.md"], "--draft: binary.md is no text but binary"),
    (["--draft", LONG], "--draft: xxx"),
    (["--out", LONG], "File name too long"),
    (["--save", LONG], "File name too long"),
    (["--checklist", f"{LONG}.md"], "File name too long"),
    (["--program", f"./{LONG}"], "File name too long"),
    (["--rounds", "auto", "--card", LONG], "File name too long"),
    (["--out", "folder"], "--out folder is a folder; name a file in it"),
    (["--out", "nowhere/note.md"], "there is no folder nowhere; mkdir -p nowhere"),
    (["--save", "/dev/null"], "--save /dev/null is a device or pipe; name a file, or --no-save"),
    (["--save", "run.json", "--no-save"], "--save FILE and --no-save contradict each other"),
    (["--continue", "binary.md"], "--continue FILE holds its task; leave out TASK"),
    (
        ["--program", "refin"],
        "no program is called 'refin': did you mean 'refine'? Accepted are ref",
    ),
    (["--program", "zzz"], "no program is called 'zzz': accepted are refine, "),
    (["--max-round", "1"], "No such option '--max-round'"),
    (["--require", " "], "--require is empty; put words after it"),
    (["--category", ""], "--category is empty; put words after it"),
    (["--out", ""], "--out is empty; put a file after it"),
    (["--critic-model", ""], "--critic-model is empty; put a name after it"),
]
MODELS = [
    (
        ["--model", "local/smollm2"],
        "did you mean 'smollm2-135m'? Accepted are qwen2.5-coder-1.5b, ",
    ),
    (["--model", "local/zzz"], "no embedded model is called 'zzz': accepted are qwen2.5-coder"),
    (["--model", "local"], "no embedded model is here yet: redraft model pull"),
    (["--model", "local/smollm2-135m"], "is not here yet: redraft model pull smollm2-135m"),
    (
        ["--model", "openi/x"],
        "--model 'openi/x': no provider is known for it; did you mean openai/x?",
    ),
    (
        ["--model", "openai/x"],
        "needs a key: export OPENAI_API_KEY=..., or use --model local, which",
    ),
    (
        ["--api-base", "http://127.0.0.1:1/v1"],
        "--api-base URL needs --model NAME; redraft doctor -",
    ),
    (["--model", "x", "--api-base", "127.0.0.1:1"], "looks like http://localhost:8000/v1"),
    (
        ["--model", "x", "--api-base", "http://[::1:8000/v1"],
        "--api-base 'http://[::1:8000/v1' is not an address; it looks like http://localhost:8000",
    ),
    (["--model", "x", "--api-base", "http://localhost\uff1a8000/v1"], "' is not an address; it"),
    (["--model", "x", "--api-base", "http://me:sesame@h/v1"], "put the key into REDRAFT_API_KEY"),
]


@pytest.fixture(autouse=True)
def files(tmp_path: Path) -> Path:
    """A folder of files that are not what they should be."""
    folder = tmp_path / "work"
    (folder / "folder").mkdir(parents=True)
    for name, data in {
        "empty.md": b" \n",
        "boxes.md": b"- [ ] Is it short?\n",
        "binary.md": b"PK\x03\x04\0\0",
        "latin.md": b"# Note\nCaf\xe9 at noon",
        "list.doc": b"- [ ] Is it short?",
        "check.md": b"- [ ] Is it kind?\n- [ ] Is it short? {wrods <= 3}\n",
        "key.yaml": b"- Is it kind?\n- question: Is it short?\n  chek: words <= 3\n",
        "broken.yaml": b"- [a, b",
        "map.yaml": b"boxes: [a, b]\n",
        "empty.yaml": b"",
    }.items():
        (folder / name).write_bytes(data)
    (folder / "huge.md").touch()
    os.truncate(folder / "huge.md", 4_000_001)
    return folder


@pytest.fixture
def refused(call: Call, server: Server) -> Any:
    """What a command was told, which did nothing else: no call, no text, no saved run."""

    def run(*arguments: str, code: int = 2, served: bool = True) -> str:
        where = ["--model", "small", "--api-base", server.url] if served else []
        done: Said = call("run", *arguments, *where)
        assert (done.code, done.out) == (code, "")
        assert done.err.startswith("redraft: ")
        assert len(done.err.splitlines()) == 1
        assert server.bodies == []
        assert not (Path(os.environ["REDRAFT_HOME"]) / "runs").exists()
        return done.err

    return run


@pytest.mark.parametrize(("arguments", "says"), TASKS)
def test_a_bad_task(refused: Any, arguments: list[str], says: str) -> None:
    """Empty, missing, no text, too large, without quotes, or with a bad box at its line."""
    assert says in refused(*arguments)


def test_a_name_that_begins_with_a_tilde(call: Call, server: Server) -> None:
    """Where nobody is called so, it is the file's own name, as editors give to their copies."""
    where = ["--model", "small", "--api-base", server.url, "--max-rounds", "0"]
    Path("~task.md").write_text("Write a note.")
    Path("~$draft.md").write_text("The kitchen closes.\n")
    Path("~boxes.md").write_text("- [ ] Is it at most 60 words? {words <= 60}\n")
    given = ["--draft", "~$draft.md", "--checklist", "~boxes.md", "--save", "~run.json"]
    done = call("run", "~task.md", *given, "--out", "~$note.md", *where)
    assert (done.code, done.err.splitlines()[-1]) == (0, "saved: ~run.json")
    assert Path("~$note.md").read_text() == "The kitchen closes.\n"
    again = call("run", "--continue", "~run.json", *where)
    assert (again.code, again.out) == (0, "The kitchen closes.\n")
    assert call("data", "check", "--data", "~rows.jsonl").err.startswith(
        "redraft: ~rows.jsonl: no such file or folder"
    )
    Path("~rows.jsonl").write_text('{"task": "Write a note."}\n')
    assert call("data", "check", "--data", "~rows.jsonl").out.startswith("1 row: ")
    assert "no program is called '~refine'" in call("run", "x y", "--program", "~refine").err
    assert "there is no folder ~x" in call("evaluate", "refine,compiled=~x", *where[:4]).err


@pytest.mark.parametrize(("name", "says"), CHECKLISTS)
def test_a_bad_checklist(refused: Any, name: str, says: str) -> None:
    """The file, the line, and the nearest of what is accepted."""
    assert says in refused(TASK, "--checklist", name)


@pytest.mark.parametrize(("option", "value", "says"), NUMBERS)
def test_a_bad_number(refused: Any, option: str, value: str, says: str) -> None:
    """The option, what was given, and which numbers are accepted."""
    told = refused(TASK, option, value)
    assert f"'{option}': '{value}'; {says} (redraft run --help)" in told


@pytest.mark.parametrize(("arguments", "says"), OPTIONS)
def test_a_bad_option(refused: Any, arguments: list[str], says: str) -> None:
    """Files, names and options that contradict one another."""
    assert says in refused(TASK, *arguments)


@pytest.mark.parametrize(("arguments", "says"), MODELS)
def test_a_bad_model(refused: Any, arguments: list[str], says: str) -> None:
    """Unknown, not here, without its key, or at no address; the key is not repeated."""
    told = refused(TASK, *arguments, served=False)
    assert says in told
    assert "sesame" not in told


def test_the_critics_model_is_named_by_its_own_option(refused: Any) -> None:
    """What is wrong with --critic-model is not said of --model."""
    told = refused(TASK, "--model", "openai/x", "--critic-model", "openi/x", served=False)
    assert told.startswith("redraft: --model 'openai/x' needs a key")
    os.environ["OPENAI_API_KEY"] = "none"
    told = refused(TASK, "--model", "openai/x", "--critic-model", "openi/x", served=False)
    assert told.startswith("redraft: --critic-model 'openi/x': no provider is known for it")


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
@pytest.mark.parametrize("option", ["--out", "--save", "--draft", "--checklist", "--program"])
def test_a_folder_that_may_not_be_entered(refused: Any, option: str) -> None:
    """The file, and why it cannot be looked at."""
    Path("folder").chmod(0o000)
    try:
        told = refused(TASK, option, "folder/x.md")
    finally:
        Path("folder").chmod(0o700)
    assert "folder/x.md" in told
    assert "Permission denied" in told


def test_a_server_that_is_not_there(refused: Any, server: Server) -> None:
    """Exit 3 before anything is saved, with the address."""
    server.close()
    told = refused(TASK, code=3)
    assert f"no server answers at {server.url} (Connection refused); start it, or name" in told


@pytest.mark.parametrize(
    ("name", "says"),
    [
        (LONG, "File name too long"),
        ("missing.json", "--continue missing.json: it cannot be read: No such file"),
        ("folder", "--continue folder: it cannot be read: Is a directory"),
        ("check.md", "--continue check.md is no saved run of this version"),
        ("binary.md", "--continue binary.md is no saved run of this version"),
    ],
)
def test_what_is_no_saved_run(refused: Any, name: str, says: str) -> None:
    """A file that redraft did not save is refused, and left as it was."""
    assert says in refused("--continue", name, served=False)


def test_an_address_for_a_saved_run_that_asks_no_server(refused: Any) -> None:
    """It is not ignored: an embedded model is asked nowhere else."""
    Journal(Item.of("Write a note."), Settings(), path=Path("run.json")).opens(Refine())
    where = ["--api-base", "http://127.0.0.1:1/v1"]
    told = refused("--continue", "run.json", *where, served=False)
    assert "--api-base URL needs --model NAME" in told


def test_a_task_longer_than_the_servers_context(call: Call, server: Server, files: Path) -> None:
    """Both counts are told, as the server told them, and what to shorten."""
    said = "This model's maximum context length is 8192 tokens. However, you requested 10000 tokens"
    refusal = {"error": {"message": said, "code": "context_length_exceeded"}}
    server.before = lambda number, body: (400, refusal)
    done = call("run", TASK, "--model", "small", "--api-base", server.url)
    assert (done.code, done.out) == (2, "")
    last = done.err.splitlines()[-1]
    assert "8192 tokens. However, you requested 10000 tokens. Shorten the task or the" in last


def test_a_tty_is_not_needed_for_help(call: Call) -> None:
    """`redraft run --help` names every option, on stdout."""
    done = call("run", "--help")
    assert done.code == 0
    options = "checklist require draft category min-weaknesses max-rounds max-tokens temperature"
    more = "seed model api-base critic-model program out json continue save no-save quiet"
    assert not [name for name in f"{options} {more}".split() if f"--{name}" not in done.out]
    assert done.err == ""


@pytest.mark.parametrize(
    "command",
    [
        ["evaluate", "refine", "--data", LONG],
        ["evaluate", "refine", "--data", f"{LONG}.jsonl"],
        ["evaluate", "refine", "--variants", LONG],
        ["evaluate", f"./{LONG}"],
        ["compare", "1", "2", "--card", LONG],
        ["calibrate", "--out", LONG],
        ["calibrate", "--out", "card.json", "--markdown", LONG],
        ["compile", "refine", "--optimizer", "bootstrap", "--out", "x", "--data", LONG],
        ["data", "check", LONG],
        ["data", "check", "--data", f"{LONG}.csv"],
        ["diff", "refine", f"./{LONG}"],
        ["export", f"./{LONG}"],
        ["export", "refine", "--out", LONG],
        ["runs", "--store", LONG],
        ["show", "1", "--store", LONG],
        ["view", "--store", LONG],
    ],
)
def test_a_text_where_a_file_is_asked_for(call: Call, command: list[str]) -> None:
    """One line, whatever command it is."""
    done = call(*command)
    assert (done.code, done.out) == (2, ""), done.err
    assert len(done.err.splitlines()) == 1
    assert "redraft: " in done.err
    assert "an error of redraft's own" not in done.err
