"""`redraft model`: list, pull and remove the embedded models."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from .streams import put, say, tell

if TYPE_CHECKING:
    from redraft.models.catalogue import Entry
    from redraft.models.pull import Progress

__all__ = ["model"]


@click.group()
def model() -> None:
    """List, pull and remove the embedded models, which need no key and no server."""


@model.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
def list_(as_json: bool) -> None:
    """Show every embedded model, the strongest first, and whether it is here."""
    from redraft.models import catalogue, store

    if as_json:
        say(json.dumps([_row(entry) for entry in catalogue.entries()], indent=2))
        return
    head = ("NAME", "SIZE", "LICENCE", "RAM", "HERE", "GOOD FOR")
    rows = [
        (
            entry.name,
            store.human(entry.size),
            entry.licence,
            f"{entry.ram:.1f} GB",
            "yes" if store.present(entry) else "no",
            entry.note,
        )
        for entry in catalogue.entries()
    ]
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    for row in (head, *rows):
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        say("  ".join(cells).rstrip())


def _row(entry: "Entry") -> dict[str, object]:
    from redraft.models import store

    here = store.present(entry)
    return {
        "name": entry.name,
        "size": entry.size,
        "licence": entry.licence,
        "ram_gb": entry.ram,
        "context": entry.context,
        "present": here,
        "path": str(store.path_of(entry)) if here else None,
        "note": entry.note,
    }


@model.command("pull")
@click.argument("name", required=False)
def pull_(name: str | None) -> None:
    """Fetch model NAME, by default the strongest that fits this machine's memory.

    Prints its path. Stopped half-way, it goes on from there the next time.
    """
    from redraft.models import catalogue, store
    from redraft.models.pull import pull

    entry = store.find(name) if name else catalogue.best_fit(catalogue.memory())
    if store.present(entry):
        tell(f"{entry.name} is here already.")
        put(f"{store.path_of(entry)}\n")
        return
    tell(f"Pulling {entry.name}, {store.human(entry.size)}, {entry.licence}.")
    with _progress(entry.name) as report:
        path = pull(entry, progress=report)
    put(f"{path}\n")


@model.command("rm")
@click.argument("name")
def rm(name: str) -> None:
    """Delete model NAME from this machine, and what an unfinished pull left of it."""
    from redraft.models import store

    freed = store.remove(name)
    said = f"Removed {name}: {store.human(freed)} freed." if freed else f"{name} was not here."
    tell(said)


def _terminal() -> bool:
    return sys.stderr.isatty()


@contextmanager
def _progress(name: str) -> "Iterator[Progress]":
    """A bar on a terminal's stderr; elsewhere a line for each step and each tenth."""
    if not _terminal():
        yield _lines(name)
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as bars:
        task = bars.add_task(name, total=None)

        def report(done: int, total: int, doing: str) -> None:
            bars.update(task, completed=done, total=total, description=f"{name}: {doing}")

        yield report


def _lines(name: str) -> "Progress":
    said: set[tuple[str, int]] = set()

    def report(done: int, total: int, doing: str) -> None:
        step = (doing, 10 * done // total)
        if step not in said:
            said.add(step)
            tell(f"{name}: {doing}, {100 * done // total} %")

    return report
