"""A key goes to the addresses that its user names."""

from pathlib import Path

import pytest

from redraft.cli.keys import may_have_the_key
from redraft.errors import ConfigurationError

THERE = "http://192.0.2.1/v1"


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDRAFT_API_KEY", "plain-secret-value")


def test_an_address_from_a_file_gets_no_key(tmp_path: Path) -> None:
    """The message names the file, the address without its secrets, and what to type."""
    for url in (THERE, "http://127.0.0.1.example.org/v1", "http://localhost@192.0.2.1/v1"):
        with pytest.raises(ConfigurationError) as refused:
            may_have_the_key(url, tmp_path / "run.json", tmp_path / "own")
        told = str(refused.value)
        assert told.startswith(f"{tmp_path / 'run.json'} asks the server at http://")
        assert told.endswith(f"say so with --api-base {url.replace('localhost@', '')}")
        assert "plain-secret-value" not in told


@pytest.mark.parametrize(
    "url", [None, "http://127.0.0.1:80/v1", "http://[::1]/v1", "https://localhost/v1"]
)
def test_nobody_else_is_asked_on_this_machine(url: str | None, tmp_path: Path) -> None:
    may_have_the_key(url, tmp_path / "run.json", tmp_path / "own")


@pytest.mark.parametrize("url", ["http://[::1:8000/v1", "http://localhost\uff1a8000/v1"])
def test_what_is_no_address_gets_no_key(url: str, tmp_path: Path) -> None:
    """It ends nothing here: whoever asks there says what is wrong with it."""
    may_have_the_key(url, tmp_path / "run.json", tmp_path / "own")


def test_files_of_its_own_are_trusted(tmp_path: Path) -> None:
    """In the folder, and not beside it, over a link, or by two dots."""
    own, other = tmp_path / "own", tmp_path / "run.json"
    own.mkdir()
    may_have_the_key(THERE, own / "run.json", own)
    other.touch()
    (own / "link.json").symlink_to(other)
    for file in (own / "link.json", own / ".." / "run.json", tmp_path / "own.json"):
        with pytest.raises(ConfigurationError):
            may_have_the_key(THERE, file, own)


def test_without_a_key_nothing_is_at_stake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REDRAFT_API_KEY")
    may_have_the_key(THERE, tmp_path / "run.json", tmp_path / "own")
