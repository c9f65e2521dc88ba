"""Lines for a terminal or a plain file: wrapped, indented, safe to print."""

import shutil
import textwrap
from math import isfinite

import click

from redraft.terminal import clean, one_line, shorten

__all__ = ["count", "fault", "heading", "quoted", "ratio", "width", "wrapped"]


def width() -> int:
    """Columns to fill: the terminal's, at least 40 and at most 100."""
    return min(100, max(40, shutil.get_terminal_size((80, 24)).columns))


def wrapped(text: str, *, first: str = "", indent: int = 0, style: str | None = None) -> list[str]:
    """`text` on lines that begin with `first`, then with `indent` blanks, in a colour."""
    first = clean(first).replace("\n", " ")
    lines = textwrap.wrap(
        one_line(text),
        width() - 1,
        initial_indent=first,
        subsequent_indent=" " * (indent or len(first)),
        break_on_hyphens=False,
    )
    return [click.style(line, fg=style) if style else line for line in lines or [first.rstrip()]]


def quoted(text: str, most: int = 160) -> str:
    """A passage in quotation marks, its middle left out if it is long."""
    return f'"{shorten(text, most)}"'


def heading(text: str) -> list[str]:
    """A blank line and a bold heading."""
    return ["", click.style(clean(text), bold=True)]


def fault(error: str) -> str:
    """What was wrong with a step's reply, without the exception's own account of it."""
    return shorten(error.partition(" Adapter ")[0], 160)


def count(number: int, thing: str) -> str:
    """A number and its noun, in the plural where it needs one: 1 box, 2 boxes."""
    if number == 1:
        return f"1 {thing}"
    return f"{number:,} {thing}{'es' if thing.endswith(('x', 's', 'ch')) else 's'}"


def ratio(value: float, digits: int = 2) -> str:
    """How many times, a dash where that is no number."""
    return f"{value:.{digits}f}" if isfinite(value) else "-"
