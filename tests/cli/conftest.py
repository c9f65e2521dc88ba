"""The command line in this process: fast, with its exit code, stdout and stderr."""

import io
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner, Result

from redraft.cli import cli, main
from tests.evaluation.fake import Fake, write_rows


class Said(NamedTuple):
    """What a command did: exit code, stdout, stderr."""

    code: int
    out: str
    err: str

    @property
    def told(self) -> str:
        """What stderr says, however its lines are wrapped."""
        return " ".join(self.err.split())


Call = Callable[..., Said]
Type = Callable[..., Result]


@pytest.fixture
def call(
    environment: dict[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Iterator[Call]:
    """`redraft ARGUMENTS...` in an empty folder, with `stdin` on standard input."""
    folder = tmp_path / "work"
    folder.mkdir(exist_ok=True)
    monkeypatch.chdir(folder)
    monkeypatch.setattr("os.environ", environment)
    monkeypatch.setattr("urllib.request.getproxies", dict)
    capsys.readouterr()
    before = signal.getsignal(signal.SIGTERM)

    def run(*arguments: str, stdin: bytes = b"") -> Said:
        monkeypatch.setattr(sys, "argv", ["redraft", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        return Said(int(ended.value.code or 0), out, err)

    yield run
    signal.signal(signal.SIGTERM, before)


@pytest.fixture
def fake() -> Iterator[Fake]:
    """A server of its own."""
    served = Fake(delay=0.001)
    yield served
    served.close()


@pytest.fixture(scope="module")
def typed(tmp_path_factory: pytest.TempPathFactory) -> Type:
    """A command in this process, in a home with two runs: single_pass, and refine that mends.

    Of twelve notes all but every third are mended in the first round, in two of three boxes.
    """
    home = tmp_path_factory.mktemp("home")
    fake = Fake(delay=0.0)

    def typed(*arguments: object) -> Result:
        told = [str(argument) for argument in arguments]
        return CliRunner(env={"REDRAFT_HOME": str(home)}).invoke(cli, told)

    rows = write_rows(home / "notes.jsonl", 12)
    model = ("--model", "small", "--api-base", fake.url)
    programs = ("single_pass", "refine,max_rounds=2")
    done = typed("evaluate", *programs, "--data", rows, *model, "--metric", "checklist", "-q")
    fake.close()
    assert done.exit_code == 0, done.output
    return typed
