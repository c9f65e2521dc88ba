"""The place of a compiled program, however it is typed."""

from pathlib import Path

import pytest

from redraft.artefact.place import in_full


@pytest.mark.parametrize("typed", ["x", "./x", "x/", "../compiled/x", "../other/../compiled/./x"])
def test_one_folder_is_one_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    """From the folder that it is in, or by way of another."""
    (tmp_path / "compiled/x").mkdir(parents=True)
    (tmp_path / "other").mkdir()
    monkeypatch.chdir(tmp_path / "compiled")
    assert in_full(typed) == str(tmp_path / "compiled/x")


def test_a_link_leads_where_it_did(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`link/..` is the folder above what it leads to; a link itself keeps its own name."""
    for name in ("far/away", "far/x", "here/x"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "here/link").symlink_to(tmp_path / "far/away")
    monkeypatch.chdir(tmp_path / "here")
    assert Path(in_full("link/../x")).samefile(tmp_path / "far/x")
    assert in_full("../here/link") == str(tmp_path / "here/link")


@pytest.mark.parametrize("name", ["refine", "../compiled/y"])
def test_what_is_no_folder_stays_as_it_is(name: str) -> None:
    """A program of ours, and one that is not there."""
    assert in_full(name) == name
