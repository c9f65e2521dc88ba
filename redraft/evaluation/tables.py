"""The tables of the store, in SQL, and what stores of earlier versions lack."""

__all__ = ["APPLICATION", "GONE", "SAID", "TABLES", "UPGRADES", "VERSION"]

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
