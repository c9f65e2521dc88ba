import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from redraft.cli.model import model
from redraft.errors import ConfigurationError
from redraft.models import store
from redraft.models.catalogue import Entry, entries


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home for models."""
    monkeypatch.setenv("REDRAFT_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def pulled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names that were pulled: pulling makes a sparse file, and fetches nothing."""
    names: list[str] = []

    def pull(entry: Entry, *, progress: Any) -> Path:
        names.append(entry.name)
        for done in range(0, 101, 5):
            progress(done, 100, "part 1 of 1")
        return put(entry)

    monkeypatch.setattr("redraft.models.pull.pull", pull)
    return names


def put(entry: Entry) -> Path:
    path = store.path_of(entry)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    os.truncate(path, entry.size)
    return path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(model, arguments)


def test_list_shows_every_model() -> None:
    """A row a model, strongest first, with size, licence, memory and whether it is here."""
    put(store.find("smollm2-135m"))
    lines = run("list").stdout.splitlines()
    assert lines[0].split() == ["NAME", "SIZE", "LICENCE", "RAM", "HERE", "GOOD", "FOR"]
    first = "qwen2.5-coder-1.5b 1.1 GB Apache-2.0 2.0 GB no on-topic drafts"
    assert " ".join(lines[1].split()).startswith(first)
    last = "smollm2-135m 98 MB Apache-2.0 0.3 GB yes mechanics only"
    assert " ".join(lines[3].split()).startswith(last)
    assert len(lines) == 4


def test_list_json_is_whole() -> None:
    """JSON tells numbers as numbers, and the path of what is here."""
    path = put(store.find("smollm2-135m"))
    rows = json.loads(run("list", "--json").stdout)
    assert [row["present"] for row in rows] == [False, False, True]
    assert [row["path"] for row in rows] == [None, None, str(path)]
    assert rows[2]["size"] == 98_362_432
    assert set(rows[0]) == {
        "name", "size", "licence", "ram_gb", "context", "present", "path", "note"
    }  # fmt: skip


def test_pull_prints_the_path_and_nothing_else(pulled: list[str]) -> None:
    """The path is the answer; progress goes to stderr, a line for each tenth."""
    result = run("pull", "smollm2-135m")
    assert result.stdout == f"{store.path_of('smollm2-135m')}\n"
    assert pulled == ["smollm2-135m"]
    lines = result.stderr.splitlines()
    assert lines[0] == "Pulling smollm2-135m, 98 MB, Apache-2.0."
    assert lines[1] == "smollm2-135m: part 1 of 1, 0 %"
    assert len(lines) == 1 + 11


def test_pull_takes_what_fits_memory(pulled: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a name the strongest model for 2 GB of memory is the middle one."""
    monkeypatch.setattr("redraft.models.catalogue.memory", lambda: 2 * 10**9)
    assert run("pull").exit_code == 0
    assert pulled == ["qwen2.5-coder-0.5b"]


def test_pull_of_what_is_here_fetches_nothing(pulled: list[str]) -> None:
    """A model that is here is told, and its path still printed."""
    path = put(entries()[2])
    result = run("pull", "smollm2-135m")
    assert (result.stdout, result.stderr) == (f"{path}\n", "smollm2-135m is here already.\n")
    assert pulled == []


@pytest.mark.usefixtures("pulled")
def test_bar_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal a bar is drawn, on stderr only."""
    monkeypatch.setattr("redraft.cli.model._terminal", lambda: True)
    result = run("pull", "smollm2-135m")
    assert result.stdout == f"{store.path_of('smollm2-135m')}\n"
    assert "smollm2-135m: part 1 of 1" in result.stderr
    assert "━" in result.stderr


@pytest.mark.parametrize("command", ["pull", "rm"])
def test_unknown_name_is_a_configuration_error(command: str) -> None:
    """An unknown model is refused with the nearest name."""
    result = run(command, "smollm")
    assert isinstance(result.exception, ConfigurationError)
    assert "did you mean 'smollm2-135m'?" in str(result.exception)


def test_rm_deletes_and_tells() -> None:
    """The file goes; what was freed is told on stderr; a second time there is nothing."""
    path = put(entries()[2])
    first, second = run("rm", "smollm2-135m"), run("rm", "smollm2-135m")
    assert not path.exists()
    assert (first.stdout, first.stderr) == ("", "Removed smollm2-135m: 98 MB freed.\n")
    assert (second.exit_code, second.stderr) == (0, "smollm2-135m was not here.\n")


def test_help_is_light() -> None:
    """Importing the commands imports no HTTP client, no rich and no DSPy."""
    code = (
        "import sys, redraft.cli.model\n"
        "sys.exit(bool({'dspy', 'httpx', 'rich', 'xllamacpp'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
