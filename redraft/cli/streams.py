"""stdin, stdout and stderr as a shell may leave them: closed, full, or with no reader."""

import os
import sys
from typing import Any

import click

__all__ = ["drop", "open_streams", "tell"]


def open_streams() -> None:
    """Give a closed stdin, stdout or stderr nowhere to read or write, not the next file."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode))  # noqa: PTH123, SIM115 - for good


def tell(text: str) -> None:
    """Text to stderr; that nobody can read it ends no run."""
    try:
        click.echo(text, err=True)
    except OSError:
        drop(sys.stderr)


def drop(stream: Any) -> None:
    """Let what the stream still holds go nowhere, so that the process ends quietly."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
