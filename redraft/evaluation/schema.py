"""The file of the store: made, opened, brought up to date, changed."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from redraft.errors import ConfigurationError
from redraft.home import home

from .tables import APPLICATION, GONE, SAID, TABLES, UPGRADES, VERSION

__all__ = ["Database", "default_path"]


def default_path() -> Path:
    """The file that runs are kept in where no other is named."""
    return home("data", "runs.sqlite3")


class Database:
    """The store's file at `path`, made if there is none; only its owner can read it.

    Threads may share it: its changes are made one after the other.

    Raises:
        ConfigurationError: it cannot be opened, is no store, or is of another version.
    """

    def __init__(self, path: Path, *, create: bool = True) -> None:
        self.path = path
        self.turn = threading.RLock()
        try:
            if not create and not (path.exists() and path.stat().st_size):
                raise _none(path)
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                path.touch(mode=0o600)
            self.sql = sqlite3.connect(
                path, timeout=60, isolation_level=None, check_same_thread=False
            )
            self.sql.row_factory = sqlite3.Row
            try:
                _prepare(self.sql, path, create=create)
            except BaseException:
                self.sql.close()
                raise
        except (OSError, sqlite3.Error) as error:
            why = getattr(error, "strerror", None) or error
            raise ConfigurationError(f"--store {path} cannot be opened: {why}") from None

    def close(self) -> None:
        """Close the file."""
        self.sql.close()

    @contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all that is done within the block, or nothing of it."""
        with self.turn:
            self.sql.execute("BEGIN IMMEDIATE")
            try:
                yield self.sql
            except BaseException:
                self.sql.execute("ROLLBACK")
                raise
            self.sql.execute("COMMIT")


def _prepare(database: sqlite3.Connection, path: Path, *, create: bool) -> None:
    if _version(database, path) is None and not create:
        raise _none(path)
    database.execute("PRAGMA foreign_keys = ON")
    _write_ahead(database)
    database.execute("PRAGMA synchronous = NORMAL")
    database.execute("BEGIN IMMEDIATE")
    try:
        version = _version(database, path)
        if version is None:
            _make(database, TABLES + SAID + GONE)
            database.execute(f"PRAGMA application_id = {APPLICATION}")
        elif version in UPGRADES:
            _make(database, UPGRADES[version])
        elif version != VERSION:
            raise ConfigurationError(
                f"--store {path} is of version {version}, and this redraft reads {VERSION}"
            )
    except BaseException:
        database.execute("ROLLBACK")
        raise
    database.execute("COMMIT")


def _version(database: sqlite3.Connection, path: Path) -> int | None:
    """The version of the store, None of a file that is empty; another's database is refused."""
    # first, since another process may make the store between the three questions
    empty = not database.execute("SELECT 1 FROM sqlite_master").fetchone()
    kind, version = (
        int(database.execute(f"PRAGMA {name}").fetchone()[0])
        for name in ("application_id", "user_version")
    )
    if kind != APPLICATION and (kind or not empty):
        raise ConfigurationError(f"--store {path} is a database, but not of redraft's runs")
    return None if empty else version


def _none(path: Path) -> ConfigurationError:
    return ConfigurationError(f"no run is kept at {path} yet; redraft evaluate makes them")


def _write_ahead(database: sqlite3.Connection) -> None:
    """Set it on the file; where another process does the same now SQLite would not wait."""
    for pause in (0.05, 0.1, 0.2, 0.4, 0.8, 1.6):
        try:
            database.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            time.sleep(pause)
        else:
            return
    database.execute("PRAGMA journal_mode = WAL")


def _make(database: sqlite3.Connection, tables: str) -> None:
    for statement in tables.split(";\n"):
        database.execute(statement)
    database.execute(f"PRAGMA user_version = {VERSION}")
