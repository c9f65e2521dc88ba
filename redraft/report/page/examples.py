"""Each example with what every run made of it, side by side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from redraft.data import Row
from redraft.evaluation.records import RowInfo, Scored
from redraft.evaluation.store import Store
from redraft.recall import Recorded
from redraft.signatures.types import Verdict

from .said import Prompts, Shown
from .trajectory import Stage, stages

__all__ = ["Example", "Made", "examples"]

SAME = 1e-9
"""Differences in a score up to this are none."""


@dataclass(frozen=True)
class Made:
    """What one run made of one example; `run` is its place in the report, 0 for the baseline.

    `status` is the outcome of a row that is done, else `error` or `todo`. `score` is by the
    report's metric and `move` says where it stands against the baseline's: better, worse,
    same, or nothing where one of both has none. `replies` are held of rows not done only;
    `said` are the calls whose prompts and raw replies were kept.
    """

    run: int
    row: RowInfo
    status: str
    text: str
    verdicts: dict[str, Verdict]
    stages: tuple[Stage, ...]
    scores: tuple[Scored, ...]
    score: float | None
    move: str
    replies: tuple[Recorded, ...]
    said: tuple[Shown, ...]


@dataclass(frozen=True)
class Example:
    """One example and repeat; `made` has None for a run that has no such row."""

    number: int
    example: Row
    repeat: int
    made: tuple[Made | None, ...]

    @property
    def rows(self) -> list[Made]:
        """What there is, in the order of the runs."""
        return [one for one in self.made if one is not None]

    @property
    def held(self) -> int:
        """How many replies there are, parsed or raw; with more of them the page is another."""
        return sum(len(one.replies) + len(one.said) for one in self.rows)

    @property
    def failed(self) -> bool:
        """Whether a run failed on it."""
        return any(one.row.error for one in self.rows)


def examples(
    store: Store, runs: Sequence[int], metric: str, *, prompts: bool = True
) -> Iterator[Example]:
    """Every example that any of the runs has, in the order of the first; `metric` scores rows.

    Prompts and raw replies are among it unless `prompts` is false.
    """
    found = [{_key(row): row.number for row in store.rows(run)} for run in runs]
    every = dict.fromkeys(key for rows in found for key in rows)
    for number, key in enumerate(every, 1):
        made: list[Made | None] = []
        seen = Prompts(number)
        for at, run in enumerate(runs):
            full = store.row(run, found[at][key]) if key in found[at] else None
            said = seen.shown(store.said(run, full.number)) if full and prompts else ()
            first = made[0] if made else None
            made.append(_made(store, at, full, metric, first, said) if full else None)
        yield Example(number, store.example(key[2]), key[1], tuple(made))


def _key(row: RowInfo) -> tuple[str, int, str]:
    return row.name, row.repeat, row.example


def _made(
    store: Store,
    at: int,
    row: RowInfo,
    metric: str,
    first: Made | None,
    said: tuple[Shown, ...],
) -> Made:
    result = row.result
    score = _score(row, metric)
    return Made(
        run=at,
        row=row,
        status=row.outcome if row.status == "done" else row.status,
        text=result.text if result else "",
        verdicts={verdict.box: verdict for verdict in result.verdicts} if result else {},
        stages=tuple(stages(result)) if result else (),
        scores=tuple(store.scores(row.run, row.number)),
        score=score,
        move=_move(first.score if first else None, score),
        replies=() if row.status == "done" else tuple(store.steps(row.run, row.number)),
        said=said,
    )


def _score(row: RowInfo, metric: str) -> float | None:
    if row.status != "done":
        return None
    return float(row.outcome == "ready") if metric == "ready" else row.scores.get(metric)


def _move(baseline: float | None, score: float | None) -> str:
    if baseline is None or score is None:
        return ""
    if abs(score - baseline) <= SAME:
        return "same"
    return "better" if score > baseline else "worse"
