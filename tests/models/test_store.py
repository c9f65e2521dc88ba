import os
from pathlib import Path

import pytest

from redraft.errors import ConfigurationError
from redraft.models import store
from redraft.models.catalogue import Entry, entries


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home for models, so that those of this machine are neither seen nor touched."""
    monkeypatch.setenv("REDRAFT_HOME", str(tmp_path))
    return tmp_path


def put(entry: Entry, *, size: int | None = None) -> Path:
    """A sparse file in the place of the model."""
    path = store.path_of(entry)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    os.truncate(path, entry.size if size is None else size)
    return path


def test_folder_follows_redraft_home(home: Path) -> None:
    """REDRAFT_HOME says where models lie."""
    assert store.folder() == home / "models"


def test_folder_is_in_the_cache_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without REDRAFT_HOME models lie in the user's cache folder."""
    monkeypatch.delenv("REDRAFT_HOME")
    monkeypatch.setattr("platformdirs.user_cache_dir", lambda name: f"/cache/{name}")
    assert store.folder() == Path("/cache/redraft/models")


def test_find_ignores_case_and_space() -> None:
    """A name is found however it is capitalized."""
    assert store.find(" SmolLM2-135M ").name == "smollm2-135m"


def test_unknown_name_is_told_the_nearest() -> None:
    """An unknown name gets the nearest one and the whole list."""
    with pytest.raises(ConfigurationError) as caught:
        store.find("smolm-135m")
    assert "'smolm-135m': did you mean 'smollm2-135m'?" in str(caught.value)
    assert "Accepted are qwen2.5-coder-1.5b, qwen2.5-coder-0.5b, smollm2-135m" in str(caught.value)


def test_name_like_none_is_told_the_list_only() -> None:
    """A name near to nothing gets no guess, only the list."""
    with pytest.raises(ConfigurationError) as caught:
        store.find("zzz")
    assert "did you mean" not in str(caught.value)
    assert "smollm2-135m" in str(caught.value)


def test_path_carries_the_hash(home: Path) -> None:
    """A file of other bytes cannot be taken for the model: its path would be another."""
    assert store.path_of("smollm2-135m") == home / "models" / "smollm2-135m-b179c952.gguf"


def test_present_needs_the_full_size() -> None:
    """A file of the right size is here; a short one, or none, is not."""
    entry = store.find("smollm2-135m")
    assert not store.present(entry)
    put(entry, size=entry.size - 1)
    assert not store.present(entry)
    put(entry)
    assert store.present(entry)


def test_strongest_is_the_strongest_that_is_here() -> None:
    """None at first; then the one here; then the stronger of two."""
    strong, middle, weak = entries()
    assert store.strongest() is None
    put(weak)
    assert store.strongest() == weak
    put(middle)
    assert store.strongest() == middle
    put(strong)
    assert store.strongest() == strong


def test_remove_frees_file_and_leftovers() -> None:
    """The model and what an unfinished pull left go, and their bytes are counted."""
    entry = store.find("smollm2-135m")
    path = put(entry)
    store.workspace(entry).mkdir()
    (store.workspace(entry) / "part.whl").write_bytes(b"12345")
    assert store.remove("smollm2-135m") == entry.size + 5
    assert not path.exists()
    assert not store.workspace(entry).exists()


def test_remove_of_nothing_frees_nothing(home: Path) -> None:
    """Removing what is not here is no error, and makes no folder."""
    assert store.remove("smollm2-135m") == 0
    assert list(home.iterdir()) == []


def test_remove_waits_for_no_pull() -> None:
    """A model that another process is pulling is not taken from under it."""
    entry = store.find("smollm2-135m")
    path = put(entry)
    with store.locked(entry), pytest.raises(ConfigurationError, match="another process"):
        store.remove("smollm2-135m")
    assert path.exists()


def test_remove_where_the_folder_cannot_be_written() -> None:
    """That its lock cannot be made is told as that its file cannot be deleted."""
    entry = store.find("smollm2-135m")
    path = put(entry)
    Path(f"{store.workspace(entry)}.lock").mkdir()  # in the way of the lock
    with pytest.raises(ConfigurationError, match=r"gguf cannot be removed: Is a directory\."):
        store.remove("smollm2-135m")
    assert path.exists()


@pytest.mark.parametrize(
    ("size", "told"), [(98_362_432, "98 MB"), (999_000_000, "999 MB"), (1_117_320_768, "1.1 GB")]
)
def test_human(size: int, told: str) -> None:
    """Sizes are told in MB below a GB."""
    assert store.human(size) == told
