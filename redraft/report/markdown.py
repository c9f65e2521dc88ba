"""Text of anybody as Markdown shows it: no markup, no mention, no link."""

import re

from redraft.terminal import one_line

__all__ = ["cell"]

_LIVE = re.compile(r"@|#|://|www\.|gh-\d|\b[0-9a-f]{7,40}\b", re.IGNORECASE)
"""What makes GitHub call somebody, or link to an address, an issue or a commit."""


def cell(text: str) -> str:
    """Text that stays within a cell; words that would be live are code, others escaped."""
    return " ".join(
        _code(word) if _LIVE.search(word) else _escaped(word) for word in one_line(text).split(" ")
    )


def _code(word: str) -> str:
    ticks = "`" * (max(map(len, re.findall("`+", word)), default=0) + 1)
    space = " " if word.startswith("`") or word.endswith("`") else ""
    inside = word.replace("|", "\\|")
    return f"{ticks}{space}{inside}{space}{ticks}"


def _escaped(word: str) -> str:
    for sign in "\\`*_|<>[]~&":
        word = word.replace(sign, f"\\{sign}")
    return word
