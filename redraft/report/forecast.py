"""What runs may take, and what they can show, told before they begin."""

from collections.abc import Sequence
from statistics import fmean

from redraft.evaluation.expect import Expected, rehearse
from redraft.evaluation.records import RunInfo
from redraft.evaluation.runner import Job
from redraft.evaluation.store import Store
from redraft.prices import Price, dollars
from redraft.statistics import smallest_difference
from redraft.terminal import one_line

__all__ = ["forecast"]

REHEARSED = 3
"""Examples that are rehearsed."""
SD = 0.2
"""Standard deviation that the paired differences of scores are taken to have."""
DISCORDANCE = 0.3
"""Share of examples that are taken to be ready by the one variant and not by the other."""


def forecast(store: Store, jobs: Sequence[Job]) -> list[str]:
    """A line for each run that has calls to make, and one on what so many examples can show."""
    lines = [_run(store, job) for job in jobs]
    examples = len({row.example for row in store.rows(jobs[0].info.id)})
    tests = 2 * max(1, len(jobs) - 1)  # compare tests score and ready of each but the first
    score = smallest_difference(examples, sd=SD, comparisons=tests)
    ready = smallest_difference(examples, discordance=DISCORDANCE, comparisons=tests)
    shown = [f"{score:.2f} in score"] if score < 1 else []
    shown += [f"{100 * ready:.0f} points in ready"] if ready < 1 else []
    least = " or of ".join(shown) or "no size"
    lines.append(
        f"{examples} examples show a difference between two variants of {least} with 80 % power "
        f"and Holm over {tests} comparisons "
        f"(if all paired scores differ, by SD {SD}, and {100 * DISCORDANCE:.0f} % of pairs "
        "in ready)"
    )
    return lines


def _run(store: Store, job: Job) -> str:
    run, left = job.info, job.info.rows - job.info.done
    expected = _expected(store, job)
    rows = f"{left} of {run.rows} rows" + (f" of {run.spec.split}" if run.spec.split else "")
    what = one_line(f"run {run.id}, {run.spec.variant.name}: {rows} to do")
    return f"{what}, {_amounts(run, expected, left)}" if expected else what


def _expected(store: Store, job: Job) -> Expected | None:
    fresh = job.info.spec.fresh
    found = [
        rehearse(job.program(row), [store.example(row.example)], fresh=fresh)
        for row in store.todo(job.info.id, REHEARSED)
    ]
    told = [one for one in found if one]
    if not told or len(told) < len(found):
        return None
    return Expected(*(fmean(getattr(one, name) for one in told) for name in vars(told[0])))


def _amounts(run: RunInfo, expected: Expected, left: int) -> str:
    calls, tokens = expected.calls * left, expected.tokens * left
    told = f"some {calls:,.0f} calls and {tokens:,.0f} tokens if no text is ready early"
    prices = [
        Price(*rate).of(int(expected.prompt), int(expected.new))
        for rate in run.spec.prices.values()
    ]
    return f"{told}, about {dollars(max(prices) * left)}" if any(prices) else told
