"""The runs of the store: made, taken up, ended and removed."""

import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from redraft.data import Row
from redraft.errors import ConfigurationError

from .records import RunInfo, RunStatus, Spec
from .schema import Database

__all__ = ["Runs", "key"]


class Runs(Database):
    """The runs of one command are a batch: one process at a time works on it."""

    @contextmanager
    def working(self, batch: int, wait: float = 2.0) -> Iterator[None]:
        """Be the one process that works on this batch; it is let go however the process ends.

        `wait` are the seconds to wait for one that only looks whether it is at work.

        Raises:
            ConfigurationError: another process works on it.
        """
        from filelock import FileLock, Timeout

        lock = FileLock(self._lock(batch), timeout=wait, mode=0o600)
        try:
            lock.acquire()
        except Timeout:
            raise ConfigurationError(
                f"run {batch} is at work in another process; wait, or stop that one"
            ) from None
        try:
            yield
        finally:
            lock.release()

    def at_work(self, batch: int) -> bool:
        """Whether a process works on this batch now."""
        try:
            with self.working(batch, wait=0):
                return False
        except ConfigurationError:
            return True

    def create(self, specs: Sequence[Spec], examples: Sequence[Row]) -> list[int]:
        """A new batch: a run for each spec, with a row for each repeat of each example."""
        bodies = [_body(row) for row in examples]
        keys = [key(row) for row in examples]
        runs: list[int] = []
        with self.change() as sql:
            sql.executemany(
                "INSERT OR IGNORE INTO examples VALUES (?, ?)", zip(keys, bodies, strict=True)
            )
            for spec in specs:
                new = sql.execute(
                    "INSERT INTO runs (batch, spec, status, started) VALUES (?, ?, 'running', ?)",
                    (runs[0] if runs else 0, spec.model_dump_json(), _now()),
                )
                run = int(new.lastrowid or 0)
                runs.append(run)
                rows = (
                    (run, repeat * len(keys) + place, kept, row.id, repeat)
                    for repeat in range(spec.repeats)
                    for place, (kept, row) in enumerate(zip(keys, examples, strict=True))
                )
                sql.executemany(
                    "INSERT INTO rows (run, number, example, name, repeat) VALUES (?, ?, ?, ?, ?)",
                    rows,
                )
            sql.execute("UPDATE runs SET batch = id WHERE id = ?", (runs[0],))
        return runs

    def runs(self) -> list[RunInfo]:
        """All runs, the newest last."""
        found = self.sql.execute("SELECT * FROM told ORDER BY id")
        return [self._info(one) for one in found]

    def run(self, number: int) -> RunInfo:
        """One run; ConfigurationError names those there are."""
        found = self.sql.execute("SELECT * FROM told WHERE id = ?", (number,)).fetchone()
        if found is None:
            known = [str(one["id"]) for one in self.sql.execute("SELECT id FROM runs ORDER BY id")]
            there = f"there are {', '.join(known[-8:])}" if known else "there is none yet"
            raise ConfigurationError(f"there is no run {number}; {there} (redraft runs lists them)")
        return self._info(found)

    def last(self) -> int:
        """The number of the newest run; ConfigurationError if there is none."""
        found = self.sql.execute("SELECT MAX(id) FROM runs").fetchone()[0]
        if found is None:
            raise ConfigurationError("there is no run yet; redraft evaluate makes one")
        return int(found)

    def remove(self, run: int) -> None:
        """Forget a run, and the examples that no other run is of, but not what it has spent."""
        with self.change() as sql:
            sql.execute(
                "INSERT INTO gone SELECT batch, SUM(calls), SUM(tokens), SUM(cost) "
                "FROM spending WHERE run = ? GROUP BY batch",
                (run,),
            )
            sql.execute("DELETE FROM runs WHERE id = ?", (run,))
            sql.execute(
                "DELETE FROM examples WHERE NOT EXISTS "
                "(SELECT 1 FROM rows WHERE rows.example = examples.sha256)"
            )

    def begins(self, run: int, spec: Spec) -> None:
        """Take up a run: rows that failed are to do again, and what was under way is lost.

        A lost call counts as if it had taken all that it could.
        """
        with self.change() as sql:
            sql.execute(
                "UPDATE runs SET (calls, tokens, cost, lost) = (SELECT runs.calls + COUNT(*), "
                "runs.tokens + COALESCE(SUM(holds.tokens), 0), "
                "runs.cost + COALESCE(SUM(holds.cost), 0), "
                "runs.lost + COUNT(*) FROM holds WHERE holds.run = runs.id) WHERE id = ?",
                (run,),
            )
            sql.execute("DELETE FROM holds WHERE run = ?", (run,))
            sql.execute(
                "UPDATE rows SET status = 'todo', error = '' WHERE run = ? AND status = 'error'",
                (run,),
            )
            sql.execute(
                "UPDATE runs SET status = 'running', note = '', ended = NULL, spec = ? "
                "WHERE id = ?",
                (spec.model_dump_json(), run),
            )

    def ends(self, run: int, status: RunStatus, note: str = "") -> None:
        """Record how a run ended."""
        with self.change() as sql:
            sql.execute(
                "UPDATE runs SET status = ?, note = ?, ended = ? WHERE id = ?",
                (status, note, _now(), run),
            )

    def keep(self, run: int, spec: Spec) -> None:
        """Keep what a run is of, in the place of what was kept of that."""
        with self.change() as sql:
            sql.execute("UPDATE runs SET spec = ? WHERE id = ?", (spec.model_dump_json(), run))

    def spent(self, batch: int) -> tuple[int, int, int]:
        """Calls, tokens and picodollars of the batch, calls under way at their most."""
        found = self.sql.execute(
            "SELECT COALESCE(SUM(calls), 0), COALESCE(SUM(tokens), 0), COALESCE(SUM(cost), 0) "
            "FROM spending WHERE batch = ?",
            (batch,),
        ).fetchone()
        return int(found[0]), int(found[1]), int(found[2])

    def _info(self, found: sqlite3.Row) -> RunInfo:
        told = {**dict(found), "spec": Spec.model_validate_json(found["spec"])}
        if told["status"] == "running" and not self.at_work(told["batch"]):
            told["status"] = "interrupted"
        return RunInfo(**told)

    def _lock(self, batch: int) -> Path:
        return self.path.with_name(f"{self.path.name}.{batch}.lock")


def key(row: Row) -> str:
    """The sha256 that an example is kept under."""
    return hashlib.sha256(_body(row).encode()).hexdigest()


def _body(row: Row) -> str:
    return row.model_dump_json(exclude_defaults=True)


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")
