"""Runs rows side by side on DSPy's asynchronous calls, each kept as it ends."""

import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import dspy
from dspy.utils.exceptions import DSPyError

from redraft.adapter import PrefixAdapter
from redraft.budget import Budget, spending
from redraft.data import Row
from redraft.errors import ConfigurationError, RedraftError
from redraft.failures import fits_not, told
from redraft.metrics import Metric
from redraft.pace import Pace, pacing
from redraft.programs.program import Program
from redraft.programs.steps import models, watching
from redraft.signatures.records import StepCost
from redraft.terminal import hidden, shorten
from redraft.workers import UNKEPT, connected, together

from .given import given, item_of
from .match import matched
from .records import Result, RowInfo, RunInfo, Scored
from .store import Store
from .watch import RowWatcher, row

__all__ = ["Job", "Outcome", "Runner"]

_AHEAD = 64  # rows of a run that are read from the store at once


@dataclass(frozen=True)
class Job:
    """A run, and what it is run with: a program for each repeat, and the models by step."""

    info: RunInfo
    programs: Sequence[Program]
    lms: Mapping[str, Any]
    metric: Metric

    def program(self, row: RowInfo) -> Program:
        """The program that runs this row."""
        return matched(self.programs[row.repeat], self.info.spec.match, row.name)


@dataclass
class Outcome:
    """How far it came: rows done and failed by run, and what ended it before its time."""

    done: dict[int, int] = field(default_factory=dict)
    errors: dict[int, int] = field(default_factory=dict)
    over: bool = False
    failed: dict[int, str] = field(default_factory=dict)


class Runner:
    """Works through the rows of `jobs` that are to do, up to `rows_at_once` of them at a time.

    Rows of all jobs take turns, so that what a cap ends early can still be compared. A row
    that fails is kept as an error, never as a score. More errors than its spec allows end
    a run, and one that fails in all of its rows has failed too; a cap ends all runs, with the
    rows that it cut left to do.
    """

    def __init__(self, store: Store, jobs: Sequence[Job], budget: Budget, pace: Pace) -> None:
        self.store = store
        self.jobs = jobs
        self.budget = budget
        self.pace = pace
        self.outcome = Outcome(
            {job.info.id: job.info.done for job in jobs}, {job.info.id: 0 for job in jobs}
        )
        self.tell: Callable[[], None] = lambda: None
        self._why: dict[int, str] = {}

    async def run(self, rows_at_once: int) -> Outcome:
        """Work until nothing is to do, or something ends it.

        Raises:
            ConfigurationError: no call can succeed, since a key or a model's name is wrong.
        """
        queue = self._queue()
        with (
            dspy.context(adapter=PrefixAdapter(), **UNKEPT),
            spending(self.budget),
            pacing(self.pace),
        ):
            async with connected(lm for job in self.jobs for lm in job.lms.values()):
                await together(lambda: self._work(queue), rows_at_once)
        for run, why in self._why.items():
            if not self.outcome.done[run] and not self.outcome.over:
                self.outcome.failed.setdefault(run, why)
        return self.outcome

    async def _work(self, queue: Iterator[tuple[Job, RowInfo]]) -> None:
        for job, info in queue:
            watcher = RowWatcher(
                self.store,
                info.run,
                info.number,
                job.programs[info.repeat],
                replies=job.info.spec.replies,
            )
            try:
                with row(watcher), watching(watcher):
                    await self._row(job, info, watcher)
            finally:
                self.store.settle(info.run, watcher.taken())
            self.tell()

    def _queue(self) -> Iterator[tuple[Job, RowInfo]]:
        """The rows to do of all jobs in turn, as long as there is room for more."""
        waiting = [(job, self._rows(job)) for job in self.jobs]
        while waiting and not self.outcome.over:
            for pair in list(waiting):
                job, rows = pair
                info = None if job.info.id in self.outcome.failed else next(rows, None)
                if info is None:
                    waiting.remove(pair)
                elif not self.outcome.over:
                    yield job, info

    def _rows(self, job: Job) -> Iterator[RowInfo]:
        after = -1
        while found := self.store.todo(job.info.id, _AHEAD, after):
            yield from found
            after = found[-1].number

    async def _row(self, job: Job, info: RowInfo, watcher: RowWatcher) -> None:
        """Run one row and keep what came of it."""
        began = time.perf_counter()
        try:
            result = await self._result(job, info, watcher)
        except DSPyError as error:
            failure = told(error, job.info.spec.variant.settings)
            mendable = isinstance(failure, ConfigurationError)
            if mendable and not fits_not(error):
                raise failure from error
            self._failed(job, info, watcher, str(failure), began)
            return
        except (RedraftError, sqlite3.Error):
            raise
        except Exception as error:  # noqa: BLE001 - one row must not end the others
            self._failed(job, info, watcher, f"{type(error).__name__}: {error}", began)
            return
        if result.status == "over_budget":
            self.outcome.over = True
            return
        await self._keep(job, info, result, watcher, began)

    async def _result(self, job: Job, info: RowInfo, watcher: RowWatcher) -> Result:
        item = item_of(self._example(job, info))
        with (
            dspy.context(lm=job.lms["main"]),
            models({step: lm for step, lm in job.lms.items() if step != "main"}),
        ):
            prediction = await job.program(info).acall(
                task=item.task,
                requirements=item.requirements,
                checklist=item.checklist,
                draft=item.draft,
            )
        return Result(
            status=prediction.status,
            best=prediction.best,
            rounds=prediction.rounds,
            costs=by_step(watcher.costs),
        )

    async def _keep(
        self, job: Job, info: RowInfo, result: Result, watcher: RowWatcher, began: float
    ) -> None:
        score = job.metric(self._example(job, info), result.made)
        scored = Scored(
            metric=job.metric.name, value=score.value, why=score.why, parts=dict(score.parts)
        )
        new = info.model_copy(
            update={
                "status": "done",
                "outcome": result.status,
                "result": result,
                "seconds": round(watcher.before + time.perf_counter() - began, 3),
                **_totals(watcher.costs),
            }
        )
        self.store.finish(new, [scored], watcher.taken())
        self.outcome.done[info.run] += 1

    def _example(self, job: Job, info: RowInfo) -> Row:
        return given(self.store.example(info.example), fresh=job.info.spec.fresh)

    def _failed(self, job: Job, info: RowInfo, watcher: RowWatcher, why: str, began: float) -> None:
        new = info.model_copy(
            update={
                "status": "error",
                "error": shorten(hidden(why), 500),
                "result": Result(status="failed", costs=by_step(watcher.costs)),
                "seconds": round(watcher.before + time.perf_counter() - began, 3),
                **_totals(watcher.costs),
            }
        )
        self.store.finish(new, [], watcher.taken())
        self._why.setdefault(info.run, new.error)
        errors = self.outcome.errors
        errors[info.run] += 1
        if errors[info.run] > job.info.spec.max_errors:
            self.outcome.failed.setdefault(info.run, new.error)


def by_step(costs: Sequence[StepCost]) -> list[StepCost]:
    """The costs of each step added up, in the order in which the steps came first."""
    steps = dict.fromkeys(cost.step for cost in costs)
    return [_sum(step, [cost for cost in costs if cost.step == step]) for step in steps]


def _sum(step: str, costs: Sequence[StepCost]) -> StepCost:
    names = StepCost.model_fields.keys() - {"step", "turn", "error"}
    sums = {name: sum(getattr(cost, name) for cost in costs) for name in names}
    return StepCost(step=step, error=next((c.error for c in costs if c.error), ""), **sums)


def _totals(costs: Sequence[StepCost]) -> dict[str, int]:
    return {
        "calls": sum(cost.calls for cost in costs),
        "tokens": sum(cost.tokens for cost in costs),
    }
