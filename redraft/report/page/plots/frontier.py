"""Quality against tokens, and the runs that no other beats in both."""

from collections.abc import Sequence

from markupsafe import Markup

from redraft.evaluation.compare import Comparison
from redraft.report.page.svg import CHARACTER, Scale, linear, logarithmic, picture, tag, words

from .axes import across, up

__all__ = ["frontier"]

WIDTH, HEIGHT = 720.0, 312.0
LEFT, RIGHT, TOP, FOOT = 52.0, 700.0, 36.0, 262.0
SPREAD = 6.0
"""Most over least tokens beyond which the axis goes by ratios."""

GAP = 11.0
"""Between a point and its name."""
MOVES = (0, -14, 14, -28, 28, -42, 42)
"""How far up or down a name may stand from its point."""

Rect = tuple[float, float, float, float]


def frontier(found: Comparison, names: Sequence[str]) -> Markup:
    """A point a run with its interval of quality; a line joins those on the frontier."""
    quality, tokens = found.figures[0].means, [cost.tokens.estimate for cost in found.costs]
    x = _tokens(tokens)
    low, high = min(one.low for one in quality), max(one.high for one in quality)
    y = linear(low, high, (FOOT, TOP))
    points = [(x(used), y(one.estimate)) for used, one in zip(tokens, quality, strict=True)]
    drawn = across(x, FOOT, TOP, "tokens a row", _short)
    drawn += up(y, LEFT, RIGHT, f"{found.figures[0].metric}, mean", lambda tick: f"{tick:.2f}")
    drawn += _line([p for p, cost in zip(points, found.costs, strict=True) if cost.frontier])
    for at, (one, (px, py)) in enumerate(zip(quality, points, strict=True)):
        series = f"series s{at % 8}"
        drawn.append(
            tag("line", x1=px, x2=px, y1=y(one.low), y2=y(one.high), class_=f"whisker {series}")
        )
        full = "" if found.costs[at].frontier else " hollow"
        drawn.append(tag("circle", cx=px, cy=py, r=5.5, class_=f"dot {series}{full}"))
    drawn += _labels(points, names)
    told = "; ".join(
        f"{name}: {one.estimate:.3f} for {used:,.0f} tokens a row"
        for name, one, used in zip(names, quality, tokens, strict=True)
    )
    return picture(WIDTH, HEIGHT, f"Quality against tokens. {told}", *drawn)


def _tokens(tokens: Sequence[float]) -> Scale:
    least, most = min(tokens), max(tokens)
    if least > 0 and most / least > SPREAD:
        return logarithmic(least / 1.4, most * 1.6, (LEFT, RIGHT))
    return linear(0, (most or 1) * 1.15, (LEFT, RIGHT))


def _short(tick: float) -> str:
    return f"{tick / 1000:g}k" if tick >= 1000 else f"{tick:g}"


def _line(points: Sequence[tuple[float, float]]) -> list[Markup]:
    steps = " ".join(f"{x:.1f},{y:.1f}" for x, y in sorted(points))
    return [tag("polyline", points=steps, class_="frontier")] if len(points) > 1 else []


def _labels(points: Sequence[tuple[float, float]], names: Sequence[str]) -> list[Markup]:
    """Each name beside its point, where it covers no other name or point."""
    taken: list[Rect] = [(x - 7, y - 7, x + 7, y + 7) for x, y in points]
    drawn = []
    for (x, y), name in zip(points, names, strict=True):
        spots = [(side, y + move) for side in (1, -1) for move in MOVES]
        rects = [_rect(x, base, side * len(name) * CHARACTER, side) for side, base in spots]
        near = [at for at, rect in enumerate(rects) if _inside(rect)] or [0]
        free = [at for at in near if not any(_meet(rects[at], rect) for rect in taken)]
        at = (free or near)[0]
        taken.append(rects[at])
        side, base = spots[at]
        anchor = "start" if side > 0 else "end"
        drawn.append(words(x + side * GAP, base + 4, name, anchor, "name"))
    return drawn


def _rect(x: float, y: float, wide: float, side: int) -> Rect:
    ends = sorted((x + side * GAP, x + side * GAP + wide))
    return ends[0], y - 7, ends[1], y + 7


def _inside(rect: Rect) -> bool:
    return rect[0] >= LEFT and rect[2] <= WIDTH and rect[1] >= TOP - 24 and rect[3] <= FOOT


def _meet(one: Rect, other: Rect) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
