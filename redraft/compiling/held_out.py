"""The original and the compiled program on rows that no search has seen."""

import contextvars
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass

import dspy
from dspy.utils.exceptions import LMError

from redraft.artefact import Compared, Estimate
from redraft.metrics.registry import Metric
from redraft.programs.program import Program
from redraft.statistics import Interval, mean_interval, paired_difference

__all__ = ["Measured", "compare", "measure"]


@dataclass(frozen=True)
class Measured:
    """A score a row, in the order of the rows; None where a prompt of the row was refused.

    `failed` says what each of those was refused for.
    """

    scores: tuple[float | None, ...]
    failed: tuple[str, ...] = ()


def measure(
    program: Program,
    rows: Sequence[dspy.Example],
    metric: Metric,
    threads: int = 1,
    tell: Callable[[int, int], None] = lambda done, rows: None,
) -> Measured:
    """Run the program once on each row; `tell` hears how many of them are done.

    Raises:
        Halted: the budget or the model is at its end.
    """
    failed: list[str] = []

    def one(row: dspy.Example) -> float | None:
        try:
            return metric(row, program(**row.inputs())).value
        except LMError as error:
            failed.append(" ".join(str(error).split())[:200])
            return None

    with ThreadPoolExecutor(threads) as pool:
        jobs = [pool.submit(contextvars.copy_context().run, one, row) for row in rows]
        try:
            for done, job in enumerate(as_completed(jobs), 1):
                job.result()
                tell(done, len(rows))
            scores = tuple(job.result() for job in jobs)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    return Measured(scores, tuple(failed))


def compare(before: Measured, after: Measured) -> Compared | None:
    """Both means, and the mean of the differences row by row, each with its interval.

    An error is no score: a row that failed in either is in no figure. None where no row is left.
    """
    pairs = [
        (one, other)
        for one, other in zip(before.scores, after.scores, strict=True)
        if one is not None and other is not None
    ]
    if not pairs:
        return None
    first, second = zip(*pairs, strict=True)
    paired = paired_difference(first, second, within=(-1, 1))
    return Compared(
        before=_estimate(mean_interval(first, within=(0, 1))),
        after=_estimate(mean_interval(second, within=(0, 1))),
        gain=_estimate(paired.difference),
        p=paired.p,
        rows_better=paired.better,
        rows_worse=paired.worse,
        errors=len(before.failed) + len(after.failed),
        dropped=len(before.scores) - len(pairs),
    )


def _estimate(interval: Interval) -> Estimate:
    """No interval where one row is all there is: cut to what is possible, it would say nothing."""
    if interval.n < 2:
        return Estimate(mean=interval.estimate)
    return Estimate(mean=interval.estimate, low=interval.low, high=interval.high)
