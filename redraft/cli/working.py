"""Runs at work, as the commands that work on them show it."""

import contextlib
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from redraft.errors import RedraftError

from .worker import in_thread

if TYPE_CHECKING:
    from redraft.data import Row
    from redraft.evaluation.records import RunInfo, Spec
    from redraft.evaluation.store import Store

__all__ = ["CODES", "go_on", "prepared"]

CODES = {"done": 0, "failed": 3, "over_budget": 4}
"""Exit codes by the status of a run; of several runs the greatest."""


def prepared(
    specs: "Sequence[Spec]", rows: "Sequence[Row]", options: dict[str, Any]
) -> "list[Spec]":
    """The specs, once it is sure that they can be run."""
    from redraft.evaluation.session import prepare
    from redraft.prices import parse

    price = parse(options["price"]) if options["price"] else None
    with contextlib.redirect_stdout(sys.stderr):
        return in_thread(lambda: [prepare(spec, rows, price) for spec in specs])


def go_on(store: "Store", runs: "Sequence[RunInfo]", options: dict[str, Any]) -> int:
    """Work on the runs, show how it goes and what came of it; the exit code."""
    from redraft.evaluation.session import Session
    from redraft.report.bar import bar
    from redraft.report.forecast import forecast
    from redraft.report.runs import as_json, summary_table

    try:
        # Libraries that print would spoil the answer on stdout.
        with contextlib.redirect_stdout(sys.stderr):
            session = in_thread(lambda: Session(store, runs))
            if not options["quiet"]:
                click.echo("\n".join(forecast(store, session.jobs)), err=True)
            with bar(session, quiet=options["quiet"]) as tell:
                in_thread(lambda: session.work(tell))
    except (KeyboardInterrupt, RedraftError):
        click.echo(_how_to_go_on(runs), err=True)
        raise
    from redraft.evaluation.summary import summarise

    found = [summarise(store, run.id) for run in runs]
    click.echo(as_json(found) if options["as_json"] else summary_table(found))
    ended = [summary.run for summary in found]
    if unfinished := [run for run in ended if run.done < run.rows]:
        click.echo(_how_to_go_on(unfinished), err=True)
    return max(CODES.get(run.status, 0) for run in ended)


def _how_to_go_on(runs: "Sequence[RunInfo]") -> str:
    return "\n".join(f"go on with: redraft resume {run.id}" for run in runs)
