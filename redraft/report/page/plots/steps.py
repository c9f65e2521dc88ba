"""Where the tokens of each run go: a bar a run, its parts the steps."""

from collections.abc import Sequence

from markupsafe import Markup

from redraft.evaluation.compare import Comparison
from redraft.report.named import fitting
from redraft.report.page.svg import CHARACTER, linear, picture, tag, words
from redraft.terminal import shorten

from .axes import across

__all__ = ["steps"]

WIDTH = 720.0
LEFT, RIGHT = 178.0, 690.0
BAR, ROW = 18.0, 30.0


def steps(found: Comparison, names: Sequence[str]) -> Markup:
    """Tokens a row by step, those that take most first."""
    kinds = list(dict.fromkeys(step for cost in found.costs for step in cost.steps))
    totals = [sum(cost.steps.values()) for cost in found.costs]
    x = linear(0, max([1.0, *totals]), (LEFT, RIGHT))
    legend, top = _legend(kinds)
    drawn: list[Markup] = []
    short = fitting(names, 26)
    for at, (name, cost) in enumerate(zip(names, found.costs, strict=True)):
        y = top + at * ROW
        drawn.append(words(0, y + 13, short[at], "start", "name"))
        start = 0.0
        for step, used in cost.steps.items():
            wide = x(start + used) - x(start)
            drawn.append(
                tag(
                    "rect",
                    tag("title", f"{name}, {step}: {used:,.0f} tokens a row"),
                    x=x(start),
                    y=y,
                    width=max(0.0, wide - 1),
                    height=BAR,
                    class_=f"bar s{kinds.index(step) % 8}",
                )
            )
            start += used
    foot = top + len(names) * ROW
    axis = across(x, foot, top - 6, "tokens a row", lambda tick: f"{tick:,.0f}")
    told = "; ".join(
        f"{name}: {', '.join(f'{step} {used:,.0f}' for step, used in cost.steps.items())}"
        for name, cost in zip(names, found.costs, strict=True)
    )
    return picture(WIDTH, foot + 48, f"Tokens a row by step. {told}", *axis, *legend, *drawn)


def _legend(kinds: Sequence[str]) -> tuple[list[Markup], float]:
    """The steps and their colours, on as many lines as they need; and where the bars begin."""
    drawn: list[Markup] = []
    x, y = 0.0, 4.0
    for at, kind in enumerate(kinds):
        name = shorten(kind, 40)
        wide = 18 + (len(name) + 2) * CHARACTER
        if x and x + wide > WIDTH:
            x, y = 0.0, y + 20
        drawn.append(tag("rect", x=x, y=y, width=11, height=11, class_=f"bar s{at % 8}"))
        drawn.append(words(x + 16, y + 10, name, "start", "name"))
        x += wide
    return drawn, y + 34
