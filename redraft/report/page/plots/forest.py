"""Differences from the baseline with their intervals: a forest plot."""

from collections.abc import Sequence
from math import isfinite

from markupsafe import Markup

from redraft.evaluation.compare import Comparison, Difference
from redraft.report.comparison import signed
from redraft.report.named import fitting
from redraft.report.page.svg import Scale, linear, picture, tag, words

from .axes import across

__all__ = ["forest", "state"]

WIDTH = 720.0
LEFT, RIGHT, TOP = 178.0, 520.0, 12.0
ROW, HEAD = 24.0, 30.0


def state(one: Difference) -> str:
    """better, worse, or unknown: the first word of what the comparison says."""
    first = one.says.partition(" ")[0]
    return first if first in ("better", "worse") else "unknown"


def forest(found: Comparison, names: Sequence[str]) -> Markup:
    """A line a metric and run; what lies right of zero is in favour of the run."""
    x, short = _scale(found), fitting(names, 24)
    rows: list[Markup] = []
    y = TOP
    for figure in found.figures:
        y += HEAD
        rows.append(words(0, y - 6, figure.metric, "start", "group"))
        for name, one in zip(short[1:], figure.differences, strict=True):
            rows += _row(name, one, x, y + ROW / 2)
            y += ROW
    foot = y + 8
    axis = across(x, foot, TOP, f"difference from {names[0]}", _signed)
    zero = tag("line", x1=x(0), x2=x(0), y1=TOP, y2=foot, class_="zero")
    told = "; ".join(
        f"{figure.metric}, {name}: {signed(one.found.difference.estimate)}, {one.says}"
        for figure in found.figures
        for name, one in zip(names[1:], figure.differences, strict=True)
    )
    return picture(WIDTH, foot + 48, f"Differences from {names[0]}. {told}", *axis, zero, *rows)


def _signed(tick: float) -> str:
    return f"{tick:+.2g}" if abs(tick) > 1e-9 else "0"


def _scale(found: Comparison) -> Scale:
    ends = [
        abs(end)
        for figure in found.figures
        for one in figure.differences
        for end in (one.found.difference.low, one.found.difference.high)
        if isfinite(end)
    ]
    most = max([0.05, *ends])
    return linear(-most, most, (LEFT, RIGHT), 4)


def _row(name: str, one: Difference, x: Scale, y: float) -> list[Markup]:
    found = one.found.difference
    kind = state(one)
    middle = x(found.estimate)
    mark = (
        tag("circle", cx=middle, cy=y, r=4.5, class_="dot hollow unknown")
        if kind == "unknown"
        else tag("rect", x=middle - 4.5, y=y - 4.5, width=9, height=9, class_=f"dot {kind}")
    )
    known = "" if found.known else " open"
    return [
        words(14, y + 4, name, "start", "name"),
        tag("line", x1=x(found.low), x2=x(found.high), y1=y, y2=y, class_=f"whisker {kind}{known}"),
        mark,
        words(RIGHT + 16, y + 4, signed(found.estimate), "start", "value"),
        words(RIGHT + 74, y + 4, kind.replace("unknown", "can't tell"), "start", f"name {kind}"),
    ]
