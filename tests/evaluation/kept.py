"""What a store has kept, opened for each question: another process may be writing."""

from pathlib import Path

from redraft.errors import ConfigurationError
from redraft.evaluation.records import RunInfo
from redraft.evaluation.store import Store

__all__ = ["counted", "said", "scores", "state"]


def scores(store: Path, run: int = 1) -> dict[str, float]:
    """The score of each row that has one, by the row's name."""
    opened = Store(store)
    found = {row.name: row.scores["refinement"] for row in opened.rows(run) if row.scores}
    opened.close()
    return found


def said(store: Path) -> list[int]:
    """The tokens of the calls that are kept of each row."""
    opened = Store(store)
    found = [sum(call.tokens for call in opened.said(1, row.number)) for row in opened.rows(1)]
    opened.close()
    return found


def counted(store: Path) -> list[int]:
    """The tokens that each row counts."""
    opened = Store(store)
    found = [row.tokens for row in opened.rows(1)]
    opened.close()
    return found


def state(store: Path) -> tuple[RunInfo | None, set[str], int]:
    """The run, the names of its rows that are done, and what it counts as spent."""
    try:
        opened = Store(store, create=False)
    except ConfigurationError:
        return None, set(), 0
    runs = opened.runs()
    done = {row.name for row in opened.rows(1) if row.status == "done"}
    spent = opened.spent(1)[1]
    opened.close()
    return (runs[0] if runs else None), done, spent
