"""A run as it goes, on stderr: a line for each step, and on a terminal what is under way."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import click

from redraft.programs.steps import Ask, Reply
from redraft.signatures.records import Round, StepCost

from .lines import count, fault

__all__ = ["Progress", "progress"]


class Progress:
    """Tells each step with its seconds and tokens, and each round with its boxes.

    `live` is a rich `Progress` that shows the step under way, or None.
    """

    def __init__(self, live: Any = None) -> None:
        self.live = live
        self.number = 0
        self._told = -1
        self._task: Any = None

    def recall(self, ask: Ask) -> Reply | None:
        """Nothing is known here."""
        return None

    def recalled(self, ask: Ask, reply: Reply) -> None:
        """A line for a step from the saved run."""
        self._line(f"{self._label()} {ask.step:<9} from the saved run")

    def asked(self, ask: Ask) -> None:
        """The step, with its seconds, at the foot of a terminal."""
        if self.live is not None and self._task is None:
            self._task = self.live.add_task(f"round {self.number}: {ask.step}")

    def answered(self, ask: Ask, reply: Reply) -> None:
        """A line for the step: seconds, tokens, and what was unusual."""
        if self._task is not None:
            self.live.remove_task(self._task)
            self._task = None
        cost = reply.cost
        notes = [f"{cost.cached_tokens:,} cached"] if cost.cached_tokens else []
        notes += [f"{cost.calls} calls"] if cost.calls > 1 else []
        notes += ["cut short"] if cost.cut else []
        notes += ["mended"] if cost.repairs else []
        if cost.error:
            said = "not asked" if reply.over else "unreadable"
            self._line(f"{self._label()} {ask.step:<9} {said}: {fault(cost.error)}")
            return
        tokens = f"{cost.seconds:>6.1f} s {cost.tokens:>7,} tokens"
        told = f" ({', '.join(notes)})" if notes else ""
        self._line(f"{self._label()} {ask.step:<9} {tokens}{told}")

    def failed(self, ask: Ask, cost: StepCost) -> None:
        """Nothing: what failed is told at the end."""

    def finished(self, round: Round) -> None:
        """A line for the round: how many boxes its text ticks."""
        ticked = sum(verdict.checked for verdict in round.verdicts)
        boxes = f"{ticked} of {count(len(round.verdicts), 'box')} ticked"
        none = "" if round.policy or not round.number else "no rewrite was taken"
        told = "; ".join(part for part in (boxes if round.verdicts else "", none) if part)
        if told:
            self._line(f"{self._label()} -> {told}")
        self.number = round.number + 1

    def _label(self) -> str:
        """The round's name before its first line, blanks before the others."""
        if self._told == self.number:
            return " " * 8
        self._told = self.number
        return f"round {self.number:<2}"

    def _line(self, text: str) -> None:
        with suppress(OSError):
            if self.live is not None:
                self.live.console.print(text, markup=False, highlight=False, soft_wrap=True)
            else:
                click.echo(text, err=True)


@contextmanager
def progress(*, quiet: bool = False) -> Iterator[Progress | None]:
    """The progress of the runs within this block; None where it is not wanted."""
    if quiet:
        yield None
        return
    if not sys.stderr.isatty():
        yield Progress()
        return
    from rich.console import Console
    from rich.progress import Progress as Live
    from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Live(*columns, console=Console(stderr=True), transient=True) as live:
        yield Progress(live)
