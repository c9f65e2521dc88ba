"""Runs at work, as the commands that work on them show it."""

import contextlib
import shlex
import sqlite3
import sys
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from redraft.errors import ConfigurationError, RedraftError

from .streams import tell
from .worker import in_thread

if TYPE_CHECKING:
    from redraft.calibration.correction import Judged
    from redraft.data import Row
    from redraft.evaluation.records import RunInfo, Spec
    from redraft.evaluation.store import Store
    from redraft.evaluation.summary import Summary

__all__ = ["code", "made", "prepared", "shares", "shown", "work"]

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


def made(
    store: "Store", specs: "Sequence[Spec]", rows: "Sequence[Row]", options: dict[str, Any]
) -> "list[RunInfo]":
    """New runs of these specs, and a word on those that did the same and are not done."""
    idle = [run for run in store.runs() if run.done < run.rows and run.status != "running"]
    alike = [[run for run in idle if spec.alike(run.spec)][-1:] for spec in specs]
    if same := list({run.id: run for found in alike for run in found}.values()):
        tell(_same(same, options))
    return [store.run(run) for run in store.create(specs, rows)]


def work(store: "Store", runs: "Sequence[RunInfo]", options: dict[str, Any]) -> "list[Summary]":
    """Work on the runs, of one batch, and show how it goes; what came of them."""
    from redraft.evaluation.session import Session
    from redraft.report.bar import bar
    from redraft.report.forecast import forecast

    try:
        # Libraries that print would spoil the answer on stdout.
        with contextlib.redirect_stdout(sys.stderr):
            session = in_thread(lambda: Session(store, runs))
            if not options["quiet"]:
                tell("\n".join(forecast(store, session.jobs)))
            with bar(session, quiet=options["quiet"]) as row:
                in_thread(lambda: session.work(row))
    except sqlite3.Error as error:
        tell(_how_to_go_on(runs, runs, options))
        raise ConfigurationError(f"--store {store.path}: {error}") from None
    except (KeyboardInterrupt, RedraftError):
        tell(_how_to_go_on(runs, runs, options))
        raise
    from redraft.evaluation.summary import summarise

    found = [summarise(store, run.id) for run in runs]
    if unfinished := [one.run for one in found if one.run.done < one.run.rows]:
        option, cap = session.cap
        told = _how_to_go_on(unfinished, runs, options, f" {option} N" if option else "")
        tell(f"{cap}; {told}" if cap else told)
    return found


def shares(
    store: "Store",
    found: "Sequence[Summary]",
    options: dict[str, Any],
    keys: "Collection[tuple[str, int]] | None" = None,
) -> "list[Judged]":
    """What the runs' own verifiers said, corrected where `--card` has a card of them.

    Of the rows with these `keys` alone where they are given.
    """
    from redraft.calibration.correction import judged

    from .cards import cards_of

    cards = cards_of(options["cards"])
    return [one for summary in found for one in judged(store, summary.run.id, cards, keys=keys)]


def shown(
    found: "Sequence[Summary]", options: dict[str, Any], judged: "Sequence[Judged] | None" = None
) -> str:
    """The figures of the runs, as a table or as JSON, and of their judged shares."""
    from redraft.report.judged import judged_lines
    from redraft.report.runs import as_json, summary_table

    if options["as_json"]:
        return as_json(found, judged)
    return "\n".join([summary_table(found), *judged_lines(judged or ())])


def code(found: "Sequence[Summary]") -> int:
    """The exit code that runs end with; one without any text has failed."""
    bare = any(one.textless == one.run.done > 0 for one in found)
    return max([CODES["failed"] * bare, *(CODES.get(one.run.status, 0) for one in found)])


def _same(runs: "Sequence[RunInfo]", options: dict[str, Any]) -> str:
    """That runs are there to go on with, where a command is about to pay for theirs anew."""
    left = sum(run.rows - run.done for run in runs)
    notes = [run.note for run in runs if run.status == "over_budget"]
    caps = [note.split()[0] for note in notes if note.startswith("--max-")]
    more = "".join(f" {option} N" for option in dict.fromkeys(caps))
    told = f"{left} row{'s' * (left != 1)} to do: {_resume(runs, options, more)}"
    if len(runs) > 1:
        return f"runs {_numbers(runs, ' and ')} did the same and have {told}"
    return f"run {runs[0].id} did the same and has {told}"


def _how_to_go_on(
    unfinished: "Sequence[RunInfo]",
    runs: "Sequence[RunInfo]",
    options: dict[str, Any],
    more: str = "",
) -> str:
    """What to type; `more` is the option without which nothing would come of it."""
    told = f"go on with: {_resume(unfinished, options, more)}"
    compared = f", then: redraft compare {_numbers(runs)}{_store(options)}"
    return told + (compared if len(runs) > 1 else "")


def _resume(runs: "Sequence[RunInfo]", options: dict[str, Any], more: str = "") -> str:
    return f"redraft resume {_numbers(runs)}{more}{_store(options)}"


def _store(options: dict[str, Any]) -> str:
    return f" --store {shlex.quote(options['store'])}" if options["store"] else ""


def _numbers(runs: "Sequence[RunInfo]", between: str = " ") -> str:
    return between.join(str(run.id) for run in runs)
