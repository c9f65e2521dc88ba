"""stdin, stdout and stderr as a shell may leave them: closed, full, or with no reader."""

import os
import re
import sys
from typing import Any

import click

from redraft.terminal import clean

__all__ = ["drop", "open_streams", "say", "tell"]

_COLOUR = re.compile(r"(\x1b\[(?:0|1|3[1-6])m)")
"""What `click.style` makes of the colours that reports use."""


def open_streams() -> None:
    """Give a closed stdin, stdout or stderr nowhere to read or write, not the next file."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode))  # noqa: PTH123, SIM115 - for good


def say(text: str) -> None:
    """Text to stdout, with nothing in it that commands a terminal but our own colours."""
    click.echo(_shown(text))


def tell(text: str) -> None:
    """The same to stderr; that nobody can read it ends no run."""
    try:
        click.echo(_shown(text), err=True)
    except OSError:
        drop(sys.stderr)


def drop(stream: Any) -> None:
    """Let what the stream still holds go nowhere, so that the process ends quietly."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _shown(text: str) -> str:
    parts = _COLOUR.split(text)  # every second one is a colour
    return "".join(part if at % 2 else clean(part) for at, part in enumerate(parts))
