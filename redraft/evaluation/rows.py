"""The rows of the store: what is to do, what was answered, and what came of it."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from redraft.data import Row
from redraft.programs.said import Said
from redraft.recall import Recorded

from .records import Call, Result, RowInfo, Scored
from .said import pack, unpack
from .schema import Database

__all__ = ["Rows", "Settled"]

Settled = tuple[int, int, int, int]
"""A hold that is over: its id in the store, and the calls, tokens and picodollars it took."""


class Rows(Database):
    """A row that is done has its result; one that is not, the steps that were answered.

    Either has what was said in its calls, unless its run is not to keep it.
    """

    def todo(self, run: int, most: int, after: int = -1) -> list[RowInfo]:
        """The first rows to do beyond number `after`, `most` of them."""
        found = self.sql.execute(
            "SELECT * FROM light WHERE run = ? AND status = 'todo' AND number > ? "
            "ORDER BY number LIMIT ?",
            (run, after, most),
        )
        return [RowInfo(**dict(one)) for one in found]

    def rows(self, run: int) -> Iterator[RowInfo]:
        """Every row with its scores, without its result."""
        scores = defaultdict[int, dict[str, float]](dict)
        for one in self.sql.execute(
            "SELECT number, metric, value FROM scores WHERE run = ?", (run,)
        ):
            scores[one["number"]][one["metric"]] = one["value"]
        for one in self.sql.execute("SELECT * FROM light WHERE run = ? ORDER BY number", (run,)):
            yield RowInfo(**dict(one), scores=scores[one["number"]])

    def row(self, run: int, number: int) -> RowInfo | None:
        """One row, its result included; None if there is none of that number."""
        found = self.sql.execute(
            "SELECT light.*, rows.result FROM light JOIN rows USING (run, number) "
            "WHERE run = ? AND number = ?",
            (run, number),
        ).fetchone()
        if found is None:
            return None
        body = found["result"]
        result = Result.model_validate_json(body) if body else None
        scores = {scored.metric: scored.value for scored in self.scores(run, number)}
        return RowInfo(**{**dict(found), "result": result, "scores": scores})

    def example(self, key: str) -> Row:
        """The example whose sha256 is `key`."""
        found = self.sql.execute("SELECT row FROM examples WHERE sha256 = ?", (key,)).fetchone()
        return Row.model_validate_json(found["row"])

    def scores(self, run: int, number: int) -> list[Scored]:
        """Every score of one row."""
        found = self.sql.execute(
            "SELECT metric, value, why, parts FROM scores WHERE run = ? AND number = ?",
            (run, number),
        )
        return [Scored(**{**dict(one), "parts": json.loads(one["parts"])}) for one in found]

    def unread(self, run: int) -> int:
        """The rows done in which a step had no reply that could be read."""
        (count,) = self.sql.execute(
            "SELECT COUNT(*) FROM rows WHERE run = ? AND status = 'done' AND EXISTS ("
            "SELECT 1 FROM json_each(result, '$.costs') WHERE value ->> '$.error' <> '')",
            (run,),
        ).fetchone()
        return int(count)

    def steps(self, run: int, number: int) -> list[Recorded]:
        """The answered steps of a row that is not done."""
        found = self.sql.execute(
            "SELECT record FROM steps WHERE run = ? AND number = ? ORDER BY id", (run, number)
        )
        return [Recorded.model_validate_json(one["record"]) for one in found]

    def said(self, run: int, number: int) -> list[Call]:
        """What was said in the calls of a row, in the order of the answers."""
        found = self.sql.execute(
            "SELECT step, tokens, prompt, reply FROM said WHERE run = ? AND number = ? ORDER BY id",
            (run, number),
        )
        return [unpack(*one) for one in found]

    def calls(self, run: int, number: int) -> int:
        """How many calls of a row are kept."""
        found = self.sql.execute(
            "SELECT COUNT(*) FROM said WHERE run = ? AND number = ?", (run, number)
        )
        return int(found.fetchone()[0])

    def hold(self, run: int, number: int, tokens: int, cost: int) -> int:
        """Write down a call that is about to be made; the id of the note."""
        with self.turn:
            new = self.sql.execute(
                "INSERT INTO holds (run, number, tokens, cost) VALUES (?, ?, ?, ?)",
                (run, number, tokens, cost),
            )
        return int(new.lastrowid or 0)

    def settle(self, run: int, settled: Iterable[Settled]) -> None:
        """Count calls that are over."""
        with self.change() as sql:
            _settle(sql, run, settled)

    def answered(
        self,
        run: int,
        number: int,
        step: Recorded,
        settled: Iterable[Settled],
        said: Sequence[Said] = (),
        *,
        anew: bool = False,
    ) -> None:
        """Keep an answered step together with what its calls took, and what was said in them.

        Of a question that is asked `anew` what was said before is let go.
        """
        with self.change() as sql:
            sql.execute(
                "INSERT INTO steps (run, number, record) VALUES (?, ?, ?)",
                (run, number, step.model_dump_json()),
            )
            if anew:
                sql.execute(
                    "DELETE FROM said WHERE run = ? AND number = ? AND fingerprint = ?",
                    (run, number, step.fingerprint),
                )
            _say(sql, run, number, step, said)
            _settle(sql, run, settled)

    def finish(self, row: RowInfo, scored: Sequence[Scored], settled: Iterable[Settled]) -> None:
        """Keep a row that is done, or that failed; of one that is done the steps are let go."""
        result = row.result.model_dump_json(exclude_defaults=True) if row.result else None
        with self.change() as sql:
            sql.execute(
                "UPDATE rows SET status = ?, outcome = ?, tokens = ?, calls = ?, seconds = ?, "
                "error = ?, result = ? WHERE run = ? AND number = ?",
                (row.status, row.outcome, row.tokens, row.calls, row.seconds, row.error, result,
                 row.run, row.number),
            )  # fmt: skip
            if row.status == "done":
                sql.execute("DELETE FROM steps WHERE run = ? AND number = ?", (row.run, row.number))
            _score(sql, row.run, row.number, scored)
            _settle(sql, row.run, settled)

    def score(self, run: int, number: int, scored: Sequence[Scored]) -> None:
        """Keep scores of a row, in the place of those of the same metrics."""
        with self.change() as sql:
            _score(sql, run, number, scored)


def _say(
    sql: sqlite3.Connection, run: int, number: int, step: Recorded, said: Iterable[Said]
) -> None:
    sql.executemany(
        "INSERT INTO said (run, number, fingerprint, step, tokens, prompt, reply) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(run, number, step.fingerprint, step.step, one.tokens, *pack(one)) for one in said],
    )


def _settle(sql: sqlite3.Connection, run: int, settled: Iterable[Settled]) -> None:
    for hold, calls, tokens, cost in settled:
        sql.execute("DELETE FROM holds WHERE id = ?", (hold,))
        sql.execute(
            "UPDATE runs SET calls = calls + ?, tokens = tokens + ?, cost = cost + ? WHERE id = ?",
            (calls, tokens, cost, run),
        )


def _score(sql: sqlite3.Connection, run: int, number: int, scored: Iterable[Scored]) -> None:
    sql.executemany(
        "INSERT OR REPLACE INTO scores (run, number, metric, value, why, parts) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        [
            (run, number, one.metric, one.value, one.why, json.dumps(dict(one.parts)))
            for one in scored
        ],
    )
