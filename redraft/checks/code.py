"""Markdown code, in fences and in backticks, as blanks of the same length."""

from bisect import bisect_left, bisect_right
from collections import defaultdict

import regex

__all__ = ["without_code"]

_OPENING = regex.compile(
    r"^[ \t]*+(?P<fence>`{3,}+|~{3,}+)(?=[^`\n]*+$).*?(?:^[ \t]*+(?P=fence)[`~]*+[ \t]*+$|\Z)"
    r"|(?<!`)`++",
    regex.DOTALL | regex.MULTILINE,
)
"""A whole block in fences, or the backticks that may open a span."""
_TICKS = regex.compile("`++")
_BREAK = regex.compile(r"\n(?=[^\S\n]*+\n)")


def without_code(text: str) -> str:
    """`text` with blanks for its code; a span of backticks ends in its own paragraph."""
    runs: dict[int, list[int]] = defaultdict(list)
    for ticks in _TICKS.finditer(text):
        runs[len(ticks[0])].append(ticks.start())
    breaks = [found.start() for found in _BREAK.finditer(text)]
    parts, at, kept = [], 0, 0
    while opening := _OPENING.search(text, at):
        start, at = opening.span()
        end = at if opening["fence"] else _end(runs[at - start], breaks, at, at - start)
        if end:
            parts += [text[kept:start], " " * (end - start)]
            at = kept = end
    return "".join([*parts, text[kept:]])


def _end(closers: list[int], breaks: list[int], at: int, ticks: int) -> int:
    """Where the span that is open at `at` ends: after as many backticks; 0 if it does not."""
    following = bisect_right(closers, at)
    blank = bisect_left(breaks, at)
    if following == len(closers):
        return 0
    inside = blank == len(breaks) or closers[following] < breaks[blank]
    return closers[following] + ticks if inside else 0
