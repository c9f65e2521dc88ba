"""A compile as it goes, on stderr, and what came of it."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from typing import Any, TextIO

import click

from redraft.artefact import Card, Compared
from redraft.artefact.verdict import estimated, words
from redraft.terminal import one_line

from .lines import count

__all__ = ["Telling", "compiled_lines", "telling"]

PAUSE = 5.0
"""Seconds between two lines about runs, where no terminal shows them live."""


class Telling:
    """Writes notes and scores to `to`, which optimizers that print cannot reach."""

    def __init__(self, to: TextIO | None, live: Any = None) -> None:
        self.to = to
        self.live = live
        self._task = live.add_task("") if live is not None else None
        self._last = time.monotonic()

    def note(self, text: str) -> None:
        """A line."""
        self._line(one_line(text))

    def scored(self, runs: int, score: float, best: float | None) -> None:
        """How far the search is."""
        leads = "" if best is None else f", the best candidate has {best:.3f}"
        self._passing(f"run {runs:,} scored {score:.3f}{leads}")

    def measured(self, done: int, rows: int) -> None:
        """How many of the held-out rows are done."""
        self._passing(f"row {done:,} of {rows:,}")

    def _passing(self, text: str) -> None:
        """A line now and then, or on a terminal the one at its foot."""
        if self.live is not None:
            with suppress(OSError):
                self.live.update(self._task, description=text)
        elif time.monotonic() - self._last >= PAUSE:
            self._last = time.monotonic()
            self._line(text)

    def _line(self, text: str) -> None:
        with suppress(OSError):
            if self.live is not None:
                self.live.console.print(text, markup=False, highlight=False, soft_wrap=True)
            elif self.to is not None:
                click.echo(text, file=self.to)


@contextmanager
def telling(*, quiet: bool = False) -> Iterator[Telling]:
    """The telling of the compile within this block, in which nothing else is written."""
    real = sys.stderr
    with Path("/dev/null").open("w") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
        if quiet or not real.isatty():
            yield Telling(None if quiet else real)
            return
        from rich.console import Console
        from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
        with Progress(*columns, console=Console(file=real), transient=True) as live:
            yield Telling(real, live)


def compiled_lines(card: Card, folder: Path) -> list[str]:
    """What came of it, for a reader: the scores beside each other, and what is in the folder."""
    lines = []
    compared = card.held_out
    if compared is not None:
        rows = card.data["held_out"].rows
        told = f"{rows - compared.dropped} of {rows}" if compared.dropped else f"{rows}"
        lines += [
            f"{card.metric} on {told} held-out rows, with 95 % intervals:",
            f"  original  {estimated(compared.before)}",
            f"  compiled  {estimated(compared.after)}",
            f"  gain      {estimated(compared.gain, sign='+')}",
            f"  {_rows(compared)}",
        ]
        if compared.dropped:
            lines.append(f"  {count(compared.dropped, 'row')} left out, since a prompt was refused")
        lines.append(words(compared))
    if card.stopped:
        lines.append(f"cut short: {card.stopped}; the best so far is kept")
    spent = card.spent
    cost = f", ${spent.dollars:,.4f}" if spent.dollars else ""
    lines.append(f"{spent.calls:,} calls, {spent.tokens:,} tokens{cost}, {spent.seconds:,.0f} s")
    whose = "the original program" if card.kept == "original" else "the compiled program"
    lines.append(f"{whose}: {folder}")
    return [one_line(line) if not line.startswith(" ") else line for line in lines]


def _rows(compared: Compared) -> str:
    better, worse = compared.rows_better, compared.rows_worse
    return f"{better} rows better, {worse} worse, p = {compared.p:.2g}"
