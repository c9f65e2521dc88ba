"""The command line in this process: fast, with its exit code, stdout and stderr."""

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from redraft.cli import main


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


@pytest.fixture
def call(
    environment: dict[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Call:
    """`redraft ARGUMENTS...` in an empty folder, with `stdin` on standard input."""
    folder = tmp_path / "work"
    folder.mkdir(exist_ok=True)
    monkeypatch.chdir(folder)
    monkeypatch.setattr("os.environ", environment)
    monkeypatch.setattr("urllib.request.getproxies", dict)
    capsys.readouterr()

    def run(*arguments: str, stdin: bytes = b"") -> Said:
        monkeypatch.setattr(sys, "argv", ["redraft", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        return Said(int(ended.value.code or 0), out, err)

    return run
