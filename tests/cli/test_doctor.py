"""`redraft doctor`: what it says, and whether it says that anything works."""

import json
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.loopback import Server


@pytest.fixture(autouse=True)
def roomy(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with memory enough."""
    monkeypatch.setattr("redraft.models.catalogue.memory", lambda: 8 * 10**9)


def test_a_bare_machine_ends_with_2(call: Call) -> None:
    """Nothing works: the last line says what to type, for a model here or a key."""
    done = call("doctor")
    lines = done.out.splitlines()
    assert (done.code, done.err) == (2, "")
    assert lines[-1] == "Nothing works yet: redraft model pull, or export OPENAI_API_KEY=..."
    assert [line for line in lines if line.startswith("ok  Python ")]
    assert [line for line in lines if line.startswith("--  local/smollm2-135m ")]


def test_without_the_engine_it_is_to_be_had_first(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before a model that nothing here could run."""

    def version(name: str) -> str:
        if name == "xllamacpp":
            raise PackageNotFoundError(name)
        return "1.0"

    monkeypatch.setattr("redraft.doctor.importlib.metadata.version", version)
    done = call("doctor")
    assert done.code == 2
    assert done.out.splitlines()[-1] == (
        "Nothing works yet: pip install '.[local]' in redraft's folder, then redraft model pull; "
        "or export OPENAI_API_KEY=..."
    )


@pytest.mark.parametrize(
    ("key", "model"),
    [("OPENAI_API_KEY", "openai/MODEL"), ("GEMINI_API_KEY", "gemini/MODEL")],
)
def test_a_key_works(call: Call, environment: dict[str, str], key: str, model: str) -> None:
    """The command of that provider, and never the key."""
    environment[key] = "plain-secret-value"
    done = call("doctor")
    assert done.code == 0
    assert done.out.endswith(f'This works: redraft run "Write ..." --model {model}\n')
    assert "plain-secret" not in done.out + done.err


def test_a_server_works(call: Call, server: Server) -> None:
    """What to type for it; its findings follow the machine's."""
    server.script = {"*": '{"sum": 5}'}
    done = call("doctor", "--api-base", server.url)
    assert done.code == 0
    works = f'This works: redraft run "Write ..." --model small --api-base {server.url}'
    assert done.out.endswith(f"\n\n{works}\n")
    assert "its models                small, large" in done.out
    again = call(*works.replace('"Write ..."', "Write.").split()[3:])
    assert again.code != 2, again.err


def test_a_server_that_does_not_work_ends_with_2(call: Call, server: Server) -> None:
    """A key that is set makes no difference: the server was asked about."""
    server.before = lambda number, body: (500, {"error": {"message": "boom"}})
    done = call("doctor", "--api-base", server.url)
    assert done.code == 2
    assert "no  model small" in done.out
    assert done.out.splitlines()[-1].startswith("Nothing works yet: mend what is marked no")


def test_json(call: Call, server: Server) -> None:
    """One object: whether anything works, and every finding by its parts."""
    server.script = {"*": '{"sum": 5}'}
    done = call("doctor", "--api-base", server.url, "--json")
    told = json.loads(done.out)
    assert (done.code, told["works"]) == (0, True)
    assert {"Python", "engine", "disk", "keys", "server", "model small"} <= {
        finding["name"] for finding in told["findings"]
    }
    assert set(told["findings"][0]) == {"name", "says", "good", "answers"}
    bare = json.loads(call("doctor", "--json").out)
    assert bare["works"] is False


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--model", "x"], "--model names a model of the server; give --api-base URL too"),
        (["--api-base", ""], "--api-base is empty; put an address after it"),
        (["--api-base", "localhost:8000"], "looks like http://localhost:8000/v1"),
        (["--api-base", "http://me:sesame@host"], "put the key into REDRAFT_API_KEY instead"),
    ],
)
def test_bad_usage(call: Call, arguments: list[str], says: str) -> None:
    """One line on stderr, nothing on stdout, the key not repeated."""
    done = call("doctor", *arguments)
    assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1)
    assert says in done.err
    assert "sesame" not in done.err


def test_nothing_is_written(call: Call, environment: dict[str, str]) -> None:
    """Looking leaves nothing behind in the home folder."""
    call("doctor")
    assert list(Path(environment["HOME"]).iterdir()) == []
