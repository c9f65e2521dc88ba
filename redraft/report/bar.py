"""Runs at work, on stderr: rows done, errors, tokens, cost and time left."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import click

from redraft.evaluation.session import Session
from redraft.prices import dollars

__all__ = ["bar"]

EVERY = 5.0
"""Seconds between two lines where stderr is no terminal."""


@contextmanager
def bar(session: Session, *, quiet: bool = False) -> Iterator[Callable[[], None]]:
    """What to call after each row: a bar on a terminal, else a line now and then."""
    if quiet:
        yield lambda: None
    elif sys.stderr.isatty():
        with _live(session) as tell:
            yield tell
    else:
        yield _lines(session)


def _lines(session: Session) -> Callable[[], None]:
    last = time.monotonic()

    def tell() -> None:
        nonlocal last
        if time.monotonic() - last >= EVERY:
            last = time.monotonic()
            done, total = _done(session)
            with suppress(OSError):  # nobody reads it any more
                click.echo(f"{done} of {total} rows; {_told(session)}", err=True)

    return tell


@contextmanager
def _live(session: Session) -> Iterator[Callable[[], None]]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.description}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as live:
        done, total = _done(session)
        task = live.add_task(_told(session), total=total, completed=done)

        def tell() -> None:
            live.update(task, completed=_done(session)[0], description=_told(session))

        yield tell


def _done(session: Session) -> tuple[int, int]:
    outcome = session.runner.outcome
    ended = sum(outcome.done.values()) + sum(outcome.errors.values())
    return ended, sum(run.rows for run in session.runs)


def _told(session: Session) -> str:
    errors = sum(session.runner.outcome.errors.values())
    budget = session.budget
    parts = [f"{errors} failed"] if errors else []
    parts += [f"{budget.spent_calls:,} calls", f"{budget.spent_tokens:,} tokens"]
    if any(rate.prompt or rate.reply for rate in budget.prices.values()):
        parts.append(dollars(budget.spent_cost))
    if session.pace.refused:
        parts.append(f"{int(session.pace.limit)} at once")
    return ", ".join(parts)
