"""Elements of SVG, escaped, and the scales that plots put values on."""

from collections.abc import Callable
from math import ceil, floor, log10

from markupsafe import Markup, escape

from redraft.terminal import hidden, one_line

__all__ = ["Scale", "linear", "logarithmic", "picture", "tag", "words"]

CHARACTER = 7.2
"""Width of a letter at the size that plots are set in."""


def tag(name: str, *children: object, **attributes: object) -> Markup:
    """An element; an underscore in an attribute's name is a hyphen, one at its end falls away."""
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_plain(value))}"'
        for key, value in attributes.items()
    )
    inner = "".join(escape(_plain(child)) for child in children)
    return Markup(f"<{name}{said}>{inner}</{name}>")  # noqa: S704 - all parts are escaped


def _plain(value: object) -> object:
    if isinstance(value, Markup):
        return value
    return (
        f"{value:.1f}".removesuffix(".0")
        if isinstance(value, float)
        else hidden(one_line(str(value)))
    )


def picture(width: float, height: float, told: str, *children: Markup) -> Markup:
    """A whole plot; `told` says in words what it shows."""
    return tag(
        "svg",
        tag("title", told),
        *children,
        viewBox=f"0 0 {width:.0f} {height:.0f}",
        width=width,
        height=height,
        role="img",
    )


def words(x: float, y: float, text: str, anchor: str = "start", class_: str = "") -> Markup:
    """Text at a place; `anchor` is start, middle or end."""
    return tag("text", text, x=x, y=y, text_anchor=anchor, class_=class_)


class Scale:
    """Where a value stands between two ends, and the round values to mark."""

    def __init__(
        self,
        values: tuple[float, float],
        places: tuple[float, float],
        ticks: list[float],
        form: Callable[[float], float] = float,
    ) -> None:
        self.ticks, self.form = ticks, form
        self.low, self.high = form(values[0]), form(values[1])
        self.start, self.end = places

    def __call__(self, value: float) -> float:
        """The place of a value; beyond the ends, that of the end."""
        share = (self.form(value) - self.low) / ((self.high - self.low) or 1.0)
        return self.start + min(1.0, max(0.0, share)) * (self.end - self.start)


def linear(low: float, high: float, places: tuple[float, float], count: int = 5) -> Scale:
    """Even steps of 1, 2 or 5 times a power of ten, the ends moved out to one."""
    step = _step((high - low) / count or 1.0)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    ticks = [number * step for number in range(first, max(last, first + 1) + 1)]
    return Scale((ticks[0], ticks[-1]), places, ticks)


def logarithmic(low: float, high: float, places: tuple[float, float]) -> Scale:
    """Equal ratios are equally far apart; marks at 1, 2 and 5 times powers of ten."""
    marks = [
        m * 10.0**p for p in range(floor(log10(low)), ceil(log10(high)) + 1) for m in (1, 2, 5)
    ]
    ticks = [mark for mark in marks if low <= mark <= high]
    return Scale((low, high), places, ticks, log10)


def _step(rough: float) -> float:
    power = 10.0 ** floor(log10(rough))
    return power * next(step for step in (1, 2, 5, 10) if rough <= step * power * (1 + 1e-9))
