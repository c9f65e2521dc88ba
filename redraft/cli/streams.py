"""stdin, stdout and stderr as a shell may leave them: closed, full, or with no reader."""

import codecs
import io
import os
import re
import sys
from typing import Any

import click

from redraft.errors import ConfigurationError
from redraft.terminal import clean

__all__ = ["drop", "open_streams", "put", "say", "tell"]

_COLOUR = re.compile(r"(\x1b\[(?:0|1|3[1-6])m)")
"""What `click.style` makes of the colours that reports use."""


def open_streams() -> None:
    """Give a closed stdin, stdout or stderr nowhere to read or write, not the next file.

    What the encoding of stdout lacks is written as its escape, and ends no command.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode))  # noqa: PTH123, SIM115 - for good
    if isinstance(sys.stdout, io.TextIOWrapper) and sys.stdout.errors == "strict":
        codecs.register_error("redraft", _escaped)
        sys.stdout.reconfigure(errors="redraft")


def _escaped(error: UnicodeError) -> tuple[str, int]:
    """The characters as JSON escapes them, so that what is JSON stays so."""
    import json

    if not isinstance(error, UnicodeEncodeError):
        raise error
    return json.dumps(error.object[error.start : error.end])[1:-1], error.end


def say(text: str) -> None:
    """Text to stdout, with nothing in it that commands a terminal but our own colours."""
    put(_shown(text), nl=True)


def put(what: str | bytes, *, nl: bool = False) -> None:
    """Exactly this to stdout. A reader who has read enough ends no command.

    Raises:
        ConfigurationError: stdout cannot be written.
    """
    try:
        click.echo(what, nl=nl)
    except BrokenPipeError:
        drop(sys.stdout)
    except OSError as error:
        drop(sys.stdout)
        why = error.strerror or error
        raise ConfigurationError(f"stdout cannot be written: {why}") from None


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
    if os.environ.get("NO_COLOR"):
        return clean(text)
    parts = _COLOUR.split(text)  # every second one is a colour
    return "".join(part if at % 2 else clean(part) for at, part in enumerate(parts))
