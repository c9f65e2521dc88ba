"""The two axes that plots share."""

from collections.abc import Callable

from markupsafe import Markup

from redraft.report.page.svg import Scale, tag, words

__all__ = ["across", "up"]


def across(
    scale: Scale, foot: float, top: float, label: str, told: Callable[[float], str]
) -> list[Markup]:
    """Marks and name of the horizontal axis, with thin lines from `foot` up to `top`."""
    drawn = [
        tag("line", x1=scale(tick), x2=scale(tick), y1=top, y2=foot, class_="grid")
        for tick in scale.ticks
    ]
    drawn += [words(scale(tick), foot + 18, told(tick), "middle", "tick") for tick in scale.ticks]
    middle = (scale.start + scale.end) / 2
    return [*drawn, words(middle, foot + 38, label, "middle", "axis")]


def up(
    scale: Scale, left: float, right: float, label: str, told: Callable[[float], str]
) -> list[Markup]:
    """Marks and name of the vertical axis, with thin lines from `left` to `right`."""
    drawn = [
        tag("line", x1=left, x2=right, y1=scale(tick), y2=scale(tick), class_="grid")
        for tick in scale.ticks
    ]
    drawn += [words(left - 8, scale(tick) + 4, told(tick), "end", "tick") for tick in scale.ticks]
    return [*drawn, words(left, scale.end - 12, label, "start", "axis")]
