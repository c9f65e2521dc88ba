"""Quality by round: a line a run."""

from collections.abc import Sequence

from markupsafe import Markup

from redraft.evaluation.by_round import RoundFigures
from redraft.evaluation.compare import Comparison
from redraft.report.named import fitting
from redraft.report.page.svg import Scale, linear, picture, tag, words

from .axes import across, up

__all__ = ["trend"]

WIDTH, HEIGHT = 720.0, 340.0
LEFT, RIGHT, TOP, FOOT = 52.0, 540.0, 40.0, 284.0
APART = 5.0
"""Between the intervals of two runs at one round."""
LINE = 15.0


def trend(found: Comparison, names: Sequence[str], by: str) -> Markup | None:
    """The mean after each round with its interval; None where no run has a round."""
    if not any(len(rounds) > 1 for rounds in found.rounds):
        return None
    every = [one for rounds in found.rounds for one in rounds]
    y = linear(
        min(one.quality.low for one in every), max(one.quality.high for one in every), (FOOT, TOP)
    )
    most = max(one.number for one in every)
    x = Scale((0, most), (LEFT + 30, RIGHT - 30), [float(n) for n in range(most + 1)])
    drawn = across(x, FOOT, TOP, "round (0 is the draft)", lambda tick: f"{tick:.0f}")
    drawn += up(y, LEFT, RIGHT, f"{by}, mean", lambda tick: f"{tick:.2f}")
    lines = [(at, rounds) for at, rounds in enumerate(found.rounds) if rounds]
    for at, rounds in lines:
        drawn += _line(rounds, x, y, at, APART * (at - (len(found.rounds) - 1) / 2))
    ends = [(at, y(rounds[-1].quality.estimate)) for at, rounds in lines]
    drawn += _labels(ends, fitting(names, 24))
    told = "; ".join(
        f"{name}: {', '.join(f'{one.quality.estimate:.3f}' for one in rounds)}"
        for name, rounds in zip(names, found.rounds, strict=True)
    )
    return picture(WIDTH, HEIGHT, f"Quality by round. {told}", *drawn)


def _line(
    rounds: Sequence[RoundFigures], x: Scale, y: Scale, at: int, shift: float
) -> list[Markup]:
    series = f"series s{at % 8}"
    places = [(x(one.number) + shift, one) for one in rounds]
    drawn = [
        tag(
            "line",
            x1=px,
            x2=px,
            y1=y(one.quality.low),
            y2=y(one.quality.high),
            class_=f"whisker {series}",
        )
        for px, one in places
    ]
    points = " ".join(f"{px:.1f},{y(one.quality.estimate):.1f}" for px, one in places)
    drawn.append(tag("polyline", points=points, class_=f"line {series}"))
    drawn += [
        tag("circle", cx=px, cy=y(one.quality.estimate), r=4, class_=f"dot {series}")
        for px, one in places
    ]
    return drawn


def _labels(ends: Sequence[tuple[int, float]], names: Sequence[str]) -> list[Markup]:
    """Names at the right, from top to bottom as the lines end, none over another."""
    ends = sorted(ends, key=lambda end: end[1])
    drawn: list[Markup] = []
    for (at, _), y in zip(ends, _apart([y for _, y in ends]), strict=True):
        drawn.append(tag("circle", cx=RIGHT + 14, cy=y, r=4, class_=f"dot series s{at % 8}"))
        drawn.append(words(RIGHT + 24, y + 4, names[at], "start", "name"))
    return drawn


def _apart(places: Sequence[float]) -> list[float]:
    """The same, in order, a line apart and above the foot where they fit."""
    spread: list[float] = []
    for y in places:
        spread.append(max(y, spread[-1] + LINE) if spread else y)
    for at in reversed(range(len(spread))):
        below = spread[at + 1] - LINE if at + 1 < len(spread) else FOOT
        spread[at] = min(spread[at], below)
    return spread
