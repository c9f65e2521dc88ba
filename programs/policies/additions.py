"""Where what a text left out is put into it."""

import re

from .layout import code_at, divided, table_at
from .places import Span, replaced, whole

__all__ = ["added", "below_head"]

_HEADING = re.compile(r"\s*#{1,6}\s")
_ITEM = re.compile(r"\s*(?:[-*+\u2022]|\d+[.)]|\|)\s")


def added(text: str, place: Span, new: str) -> tuple[Span, str]:
    """What gives way to `new`, and `new`, which goes after the passage if it does not repeat it.

    After a block of code or a table that the passage is in, unless it is a row.
    """
    span = whole(text, place)
    old = text[slice(*span)]
    block, table = code_at(text, *span), table_at(text, span[1])
    if block and re.search(rf"^\s*{re.escape(old)}", new, re.IGNORECASE | re.MULTILINE):
        return replaced(text, span, new)
    if block:
        return ((block.end, block.end), f"\n\n{new}") if block.closed else (span, old)
    if old.casefold() in new.casefold():
        return span, new
    if table:
        row = new.startswith("|")
        return (span, f"{old}\n{new}") if row else ((table.end, table.end), f"\n\n{new}")
    return span, _after(old, new)


def _after(old: str, new: str) -> str:
    """The passage with what was missing after it: below a heading, an item as an item."""
    if _HEADING.match(old):
        return f"{old}\n\n{new}"
    if _ITEM.match(new):
        return f"{old}\n{new}" if _ITEM.match(old) else f"{old}\n\n{new}"
    return f"{old} {new}"


def below_head(text: str, span: Span, new: str) -> tuple[Span, str]:
    """The same, but rows that `new` puts below a table's first row are below its divider."""
    table = table_at(text, span[1])
    first, _, rows = new.partition("\n")
    at_top = table is not None and span[1] <= table.top and not text[span[1] : table.top].strip()
    if table is None or not (at_top and rows and first.startswith("|")):
        return span, new
    divider = "" if divided(rows) else text[span[1] : table.head]
    return (span[0], table.head), f"{first}{divider}\n{rows}"
