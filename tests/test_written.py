"""Files written whole, or not at all: who may read them, and what stays if they are not."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from redraft.appended import Appended
from redraft.written import write_out, write_whole

Write = Callable[[Path, str], None]


@pytest.fixture
def masked() -> Iterator[None]:
    """A umask that lets the owner alone and, to read, the group."""
    before = os.umask(0o027)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


@pytest.mark.usefixtures("masked")
@pytest.mark.parametrize(
    "write", [write_out, lambda path, text: write_whole(path, text, mode=None)]
)
def test_what_a_user_names_follows_umask_or_stays_as_it_was(tmp_path: Path, write: Write) -> None:
    """A new file is what umask leaves; one that was private or shared stays so."""
    path = tmp_path / "card.json"
    write(path, "new")
    assert mode(path) == 0o640
    for kept in (0o600, 0o664):
        path.chmod(kept)
        write(path, "again")
        assert (mode(path), path.read_text()) == (kept, "again")
    assert os.umask(0o027) == 0o027


@pytest.mark.usefixtures("masked")
def test_what_is_redrafts_own_is_private(tmp_path: Path) -> None:
    """Whatever umask leaves: a saved run, and a log that holds prompts."""
    write_whole(tmp_path / "run.json", "x")
    Appended(tmp_path / "log.jsonl").write({"prompt": "x"})
    assert mode(tmp_path / "run.json") == 0o600
    assert mode(tmp_path / "log.jsonl") == 0o600


def test_what_was_there_stays_until_the_new_text_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the disk is full the old text is there as it was, and nothing else."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    path = tmp_path / "card.json"
    path.write_text("old")
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_out(path, "new")
    assert (path.read_text(), list(tmp_path.iterdir())) == ("old", [path])
