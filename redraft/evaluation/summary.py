"""What a run says: means with their intervals, shares, and what it took."""

from dataclasses import dataclass

from redraft.statistics import Interval, mean_interval, rate_interval

from .records import RowInfo, RunInfo
from .store import Store

__all__ = ["Summary", "summarise"]


@dataclass(frozen=True)
class Summary:
    """A run's figures. Errors are counted, and in no mean; `ready` is a share of rows done.

    `means` has the mean of each metric that every row done was scored by, with its 95 %
    interval over examples; `seconds` and `tokens` are means of a row. `textless` are the rows
    done without a text, which score 0, `unread` those in which a step had no reply that could
    be read.
    """

    run: RunInfo
    means: dict[str, Interval]
    ready: Interval | None
    tokens: float
    seconds: float
    textless: int = 0
    unread: int = 0


def summarise(store: Store, run: int) -> Summary:
    """The figures of a run as it stands."""
    info = store.run(run)
    rows = [row for row in store.rows(run) if row.status == "done"]
    groups = [row.example for row in rows]
    names = [name for name in (rows[0].scores if rows else ()) if _all(rows, name)]
    first = info.spec.metric
    names.sort(key=lambda name: (name != first, name))
    means = {
        name: mean_interval([row.scores[name] for row in rows], groups=groups, within=(0, 1))
        for name in names
    }
    ready = rate_interval([row.outcome == "ready" for row in rows], groups=groups) if rows else None
    count = max(1, len(rows))
    return Summary(
        info,
        means,
        ready,
        sum(row.tokens for row in rows) / count,
        sum(row.seconds for row in rows) / count,
        sum(row.outcome == "failed" for row in rows),
        store.unread(run),
    )


def _all(rows: list[RowInfo], name: str) -> bool:
    return all(name in row.scores for row in rows)
