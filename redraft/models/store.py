"""Where models lie on this machine, and which of them are here."""

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from redraft.errors import ConfigurationError, ModelError
from redraft.home import home
from redraft.models.catalogue import Entry, entries
from redraft.texts.nearest import accepted

__all__ = [
    "accept",
    "find",
    "folder",
    "human",
    "locked",
    "path_of",
    "present",
    "remove",
    "require_space",
    "sha256_of",
    "strongest",
    "workspace",
]

MARGIN = 100_000_000
"""Bytes of disk that a pull leaves free."""


def folder() -> Path:
    """The folder of models."""
    return home("cache", "models")


def find(name: str) -> Entry:
    """The entry of this name, whatever its case; an unknown name is told the nearest ones."""
    known = {entry.name: entry for entry in entries()}
    wanted = name.strip().lower()
    if wanted in known:
        return known[wanted]
    raise ConfigurationError(f"no embedded model is called {name!r}: {accepted(wanted, known)}")


def path_of(model: str | Entry) -> Path:
    """Where the model lies once pulled, here or not; its file is named with its hash's start."""
    entry = find(model) if isinstance(model, str) else model
    return folder() / f"{entry.name}-{entry.sha256[:8]}.gguf"


def workspace(entry: Entry) -> Path:
    """The hidden folder, beside the model, in which it is put together."""
    return folder() / f".{entry.name}-{entry.sha256[:8]}"


def present(entry: Entry) -> bool:
    """Whether the model is here at its full size; its hash was checked when it was pulled."""
    path = path_of(entry)
    return path.is_file() and path.stat().st_size == entry.size


def strongest() -> Entry | None:
    """The strongest model that is here, or None if there is none."""
    return max(filter(present, entries()), key=lambda entry: entry.rank, default=None)


@contextmanager
def locked(entry: Entry, *, wait: bool = True) -> Iterator[None]:
    """Hold the model alone; a lock dies with its process. Unless `wait`, a held one is refused."""
    import filelock

    path = Path(f"{workspace(entry)}.lock")
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = filelock.FileLock(path)
    try:
        lock.acquire(timeout=-1 if wait else 0)
    except filelock.Timeout:
        raise ConfigurationError(
            f"{entry.name} is being pulled by another process; try again when it is done."
        ) from None
    try:
        yield
    finally:
        lock.release()


def remove(name: str) -> int:
    """Delete the model and what an unfinished pull left of it; returns the bytes freed."""
    entry = find(name)
    path, parts = path_of(entry), workspace(entry)
    if not path.exists() and not parts.exists():
        return 0
    try:
        with locked(entry, wait=False):
            files = [file for file in (path, *parts.rglob("*")) if file.is_file()]
            freed = sum(file.stat().st_size for file in files)
            path.unlink(missing_ok=True)
            shutil.rmtree(parts, ignore_errors=True)
    except OSError as error:
        raise ConfigurationError(f"{path} cannot be removed: {error.strerror or error}.") from error
    return freed


def sha256_of(path: Path) -> str:
    """The sha256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def accept(entry: Entry, found: Path) -> None:
    """Put a file in the model's place at one stroke; any other bytes are refused and deleted."""
    actual = sha256_of(found)
    if actual != entry.sha256:
        found.unlink()
        raise ModelError(
            f"the file has sha256 {actual[:12]}..., not {entry.sha256[:12]}...; "
            "it was refused and deleted"
        )
    with found.open("r+b") as file:
        os.fsync(file.fileno())
    found.replace(path_of(entry))
    shutil.rmtree(workspace(entry), ignore_errors=True)


def require_space(entry: Entry) -> None:
    """Room for parts and whole side by side, less what is here of them, or an error."""
    work = workspace(entry)
    here = (*work.glob("*.whl"), work / "official", work / "whole")
    kept = sum(path.stat().st_size for path in here if path.is_file())
    needed = max(2 * entry.size - kept, 0) + MARGIN
    free = shutil.disk_usage(folder()).free
    if free < needed:
        raise ConfigurationError(
            f"{entry.name} needs {human(needed)} of free disk while it is pulled; "
            f"{folder()} has {human(free)}. Free some, or set REDRAFT_HOME to a folder "
            "on a larger disk."
        )


def human(size: int) -> str:
    """A size in bytes as a person reads it: 491 MB, 1.1 GB."""
    return f"{size / 1e9:.1f} GB" if size >= 10**9 else f"{size / 1e6:.0f} MB"
