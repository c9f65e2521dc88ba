"""A calibration at work, on stderr: what it will ask, and how far it is."""

import sys
import time
from contextlib import suppress

import click

from redraft.calibration.calibrate import Calibration
from redraft.calibration.expected import Expected
from redraft.terminal import one_line

from .lines import count

__all__ = ["Telling"]

EVERY = 5.0
"""Seconds between two lines."""


class Telling:
    """A line before it begins, then one now and then; on a terminal always in the same place."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.quiet = quiet
        self.live = sys.stderr.isatty()
        self._last = time.monotonic()
        self._total = 0

    def begins(self, calibration: Calibration, expected: Expected) -> None:
        """What is asked of which model, and how often."""
        self._total = expected.calls
        names = ", ".join(probe.name for probe in calibration.probes)
        model = ", ".join(dict.fromkeys(calibration.models.values()))
        known = f" ({expected.known:,} answered before)" if expected.known else ""
        self._line(
            f"{count(len(calibration.cases), 'example')} on {model}: {names}\n"
            f"some {count(expected.calls, 'call')}{known} with {expected.prompt:,} tokens of "
            "prompts; the same command goes on if it is stopped"
        )

    def answered(self, calibration: Calibration) -> None:
        """How far it is."""
        if time.monotonic() - self._last < (1 if self.live else EVERY):
            return
        self._last = time.monotonic()
        asked, spent = calibration.answers.asked_now, calibration.budget.spent_tokens
        left = f"{asked:,} of some {self._total:,} questions, {spent:,} tokens"
        self._line(f"{calibration.done} of {calibration.looks} probes; {left}")

    def _line(self, text: str) -> None:
        if not self.quiet:
            with suppress(OSError):  # nobody reads it any more
                click.echo("\n".join(map(one_line, text.splitlines())), err=True)
