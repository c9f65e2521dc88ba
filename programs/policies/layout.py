"""What a text lays out by lines: its blocks of code and its tables."""

import re
from functools import lru_cache
from typing import NamedTuple

__all__ = ["FENCE", "Code", "Table", "code_at", "codes", "divided", "table_at"]

FENCE = re.compile(r"^[^\S\n]*(?P<mark>`{3,}(?=[^`\n]*$)|~{3,})[^\n]*", re.MULTILINE)
_TABLE = re.compile(r"^[^\S\n]*\|[^\n]*(?:\n[^\S\n]*\|[^\n]*)*", re.MULTILINE)
_DIVIDER = re.compile(r"^(?=[^-\n]*-)[^\S\n]*\|[-:| \t\r]*$", re.MULTILINE)


class Code(NamedTuple):
    """A block in fences from `start` to `end`; its code from `first` to `last`."""

    start: int
    first: int
    last: int
    end: int
    closed: bool = True


class Table(NamedTuple):
    """A table from `start` to `end`; `top` ends its first row, `head` the divider below it.

    Both are where it starts if it has no divider.
    """

    start: int
    top: int
    head: int
    end: int


@lru_cache(maxsize=64)
def codes(text: str) -> tuple[Code, ...]:
    """The blocks of code in order; one that is not closed goes on to the end of the text."""
    found, opened = list[Code](), None
    for fence in FENCE.finditer(text):
        if opened is None:
            opened = fence
        elif fence.group().strip() == fence["mark"] and fence["mark"].startswith(opened["mark"]):
            first = opened.end() + 1
            last = max(first, fence.start() - 1)
            found.append(Code(opened.start("mark"), first, last, fence.end("mark")))
            opened = None
    if opened is not None:
        end = len(text)
        found.append(Code(opened.start("mark"), min(end, opened.end() + 1), end, end, False))
    return tuple(found)


def code_at(text: str, start: int, end: int) -> Code | None:
    """The block of code that holds all from `start` to `end`, if any does."""
    return next((one for one in codes(text) if one.start <= start and end <= one.end), None)


def table_at(text: str, at: int) -> Table | None:
    """The table that holds this place; none in code."""
    if code_at(text, at, at):
        return None
    for rows in _TABLE.finditer(text):
        if rows.start() <= at <= rows.end():
            top = text.find("\n", rows.start(), rows.end())
            divider = _DIVIDER.match(text, top + 1, rows.end()) if top >= 0 else None
            start, end = rows.span()
            return (
                Table(start, top, divider.end(), end)
                if divider
                else Table(start, start, start, end)
            )
    return None


def divided(rows: str) -> bool:
    """Whether one of the rows is a table's divider."""
    return _DIVIDER.search(rows) is not None
