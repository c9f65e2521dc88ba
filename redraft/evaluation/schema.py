"""The store's tables, and the file they are in."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from redraft.errors import ConfigurationError
from redraft.home import home

__all__ = ["Database", "default_path"]

APPLICATION = 0x72656472  # "redr"
VERSION = 3
TABLES = """
CREATE TABLE examples (
    sha256 TEXT PRIMARY KEY,
    row TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE runs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    batch INTEGER NOT NULL,
    spec TEXT NOT NULL,
    status TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    started TEXT NOT NULL,
    ended TEXT,
    calls INTEGER NOT NULL DEFAULT 0,
    tokens INTEGER NOT NULL DEFAULT 0,
    cost INTEGER NOT NULL DEFAULT 0,
    lost INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE rows (
    run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
    number INTEGER NOT NULL,
    example TEXT NOT NULL REFERENCES examples,
    name TEXT NOT NULL,
    repeat INTEGER NOT NULL,
    status TEXT NOT NULL DEFAULT 'todo',
    outcome TEXT NOT NULL DEFAULT '',
    tokens INTEGER NOT NULL DEFAULT 0,
    calls INTEGER NOT NULL DEFAULT 0,
    seconds REAL NOT NULL DEFAULT 0,
    error TEXT NOT NULL DEFAULT '',
    result TEXT,
    PRIMARY KEY (run, number)
) WITHOUT ROWID;
CREATE INDEX rows_by_status ON rows (run, status);
CREATE TABLE scores (
    run INTEGER NOT NULL,
    number INTEGER NOT NULL,
    metric TEXT NOT NULL,
    value REAL NOT NULL,
    why TEXT NOT NULL,
    parts TEXT NOT NULL,
    PRIMARY KEY (run, metric, number),
    FOREIGN KEY (run, number) REFERENCES rows ON DELETE CASCADE
) WITHOUT ROWID;
-- what was answered of rows that are not done
CREATE TABLE steps (
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL,
    number INTEGER NOT NULL,
    record TEXT NOT NULL,
    FOREIGN KEY (run, number) REFERENCES rows ON DELETE CASCADE
);
CREATE INDEX steps_by_row ON steps (run, number);
-- calls under way, with the most that they may take; whoever is killed leaves them here
CREATE TABLE holds (
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL,
    number INTEGER NOT NULL,
    tokens INTEGER NOT NULL,
    cost INTEGER NOT NULL,
    FOREIGN KEY (run, number) REFERENCES rows ON DELETE CASCADE
);
CREATE INDEX holds_by_run ON holds (run, number);
CREATE VIEW told AS
    SELECT runs.*, COUNT(rows.number) AS rows,
        COALESCE(SUM(rows.status = 'done'), 0) AS done,
        COALESCE(SUM(rows.status = 'error'), 0) AS errors
    FROM runs LEFT JOIN rows ON rows.run = runs.id GROUP BY runs.id;
CREATE VIEW light AS
    SELECT run, number, example, name, repeat, status, outcome, tokens, calls, seconds, error
    FROM rows;
"""
SAID = """
-- prompts and raw replies of calls, compressed
CREATE TABLE said (
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL,
    number INTEGER NOT NULL,
    fingerprint TEXT NOT NULL,
    step TEXT NOT NULL,
    tokens INTEGER NOT NULL,
    prompt BLOB NOT NULL,
    reply BLOB NOT NULL,
    FOREIGN KEY (run, number) REFERENCES rows ON DELETE CASCADE
);
CREATE INDEX said_by_row ON said (run, number);
"""
GONE = """
-- what runs that were removed have spent: caps of their batch hold on
CREATE TABLE gone (
    batch INTEGER NOT NULL,
    calls INTEGER NOT NULL,
    tokens INTEGER NOT NULL,
    cost INTEGER NOT NULL
);
DROP VIEW IF EXISTS spending;
CREATE VIEW spending AS
    SELECT id AS run, batch, calls, tokens, cost FROM runs UNION ALL
    SELECT runs.id, batch, 1, holds.tokens, holds.cost FROM holds JOIN runs ON runs.id = holds.run
    UNION ALL SELECT NULL, batch, calls, tokens, cost FROM gone;
"""
UPGRADES = {1: SAID + GONE, 2: GONE}
"""What a store of an earlier version lacks."""


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
        if not create and not path.exists():
            raise ConfigurationError(f"no run is kept at {path} yet; redraft evaluate makes them")
        self.path = path
        self.turn = threading.RLock()
        try:
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                path.touch(mode=0o600)
            self.sql = sqlite3.connect(
                path, timeout=60, isolation_level=None, check_same_thread=False
            )
            self.sql.row_factory = sqlite3.Row
            _prepare(self.sql, path)
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


def _prepare(database: sqlite3.Connection, path: Path) -> None:
    database.execute("PRAGMA foreign_keys = ON")
    _write_ahead(database)
    database.execute("PRAGMA synchronous = NORMAL")
    database.execute("BEGIN IMMEDIATE")
    try:
        kind, version = (
            database.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("application_id", "user_version")
        )
        empty = not database.execute("SELECT 1 FROM sqlite_master").fetchone()
        if empty:
            _make(database, TABLES + SAID + GONE)
            database.execute(f"PRAGMA application_id = {APPLICATION}")
        elif kind != APPLICATION:
            raise ConfigurationError(f"--store {path} is a database, but not of redraft's runs")
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
