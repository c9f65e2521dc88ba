"""The plots: marks where the figures are, and nothing in a name that could become markup."""

import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from markupsafe import Markup

from redraft.evaluation.compare import compare
from redraft.report.page.plots import forest, frontier, steps, trend
from redraft.report.page.svg import linear, logarithmic, tag
from tests.evaluation.plain import row, side

EVIL = '"/><script>x</script>&'
SIDES = [
    side(1, [row(n, 0.5, tokens=100, steps={"draft": 60, EVIL: 40}) for n in range(8)]),
    side(2, [row(n, 0.7, tokens=400, quality=(0.5, 0.7), spent=(100, 400)) for n in range(8)]),
    side(3, [row(n, 0.6, tokens=800) for n in range(8)]),
]
FOUND = compare(SIDES)
NAMES = ["base", "loop", EVIL]


def parts(drawn: Markup | None, name: str, of: str = "") -> list[ET.Element]:
    """Elements of a plot by name and a word of their class; it must be well-formed XML."""
    assert drawn is not None
    every = ET.fromstring(str(drawn)).iter(name)  # noqa: S314 - what was drawn just now
    return [one for one in every if not of or of in one.get("class", "").split()]


def test_a_scale_goes_from_end_to_end() -> None:
    x = linear(0.31, 0.69, (0, 100))
    assert x.ticks == pytest.approx([0.3, 0.4, 0.5, 0.6, 0.7])
    assert (x(0.3), x(0.5), x(0.7), x(9)) == pytest.approx((0, 50, 100, 100))
    assert linear(0.5, 0.5, (0, 10)).ticks  # one value alone still has an axis
    y = logarithmic(10, 1000, (0, 100))
    assert y(100) == pytest.approx(50)
    assert y.ticks == [10, 20, 50, 100, 200, 500, 1000]


def test_the_frontier() -> None:
    """More tokens to the right, more quality up; who is beaten is hollow and off the line."""
    drawn = frontier(FOUND, NAMES)
    base, loop, other = parts(drawn, "circle", "dot")
    assert float(base.get("cx", 0)) < float(loop.get("cx", 0)) < float(other.get("cx", 0))
    assert float(loop.get("cy", 0)) < float(other.get("cy", 0)) < float(base.get("cy", 0))
    assert [("hollow" in one.get("class", "")) for one in (base, loop, other)] == [
        False, False, True
    ]  # fmt: skip
    (line,) = parts(drawn, "polyline", "frontier")
    assert len(line.get("points", "").split()) == 2


def test_runs_of_a_grid_are_told_apart() -> None:
    """By what varies, however long the names are; in every plot that has them."""
    grid = [(rounds, least) for rounds in (0, 1, 2) for least in (1, 3)]
    rows = [row(n, quality=(0.5, 0.6), spent=(1, 2), steps={"draft": 2}) for n in range(4)]
    found = compare([side(n, rows) for n in range(6)])
    names = [f"refine,max_rounds={rounds},min_weaknesses={least}" for rounds, least in grid]
    for drawn, shown in (
        (forest(found, names), 5),
        (trend(found, names, "x"), 6),
        (steps(found, names), 6),
    ):
        told = [one.text for one in parts(drawn, "text", "name") if "max_" in (one.text or "")]
        assert len(set(told)) == shown


def test_names_do_not_cover_each_other() -> None:
    """Eight runs at one point: no two names on one line at one side."""
    same = compare([side(n, [row(k, 0.5, tokens=100) for k in range(4)]) for n in range(8)])
    texts = parts(frontier(same, [f"run-{n}" for n in range(8)]), "text", "name")
    places = [(one.get("x"), one.get("y"), one.get("text-anchor")) for one in texts]
    assert len(set(places)) == 8


def test_the_forest() -> None:
    """A line a metric and run; told apart is a square, right of zero."""
    drawn = forest(FOUND, NAMES)
    assert len(parts(drawn, "line", "whisker")) == 4
    (zero,) = parts(drawn, "line", "zero")
    squares = parts(drawn, "rect", "better")
    assert len(squares) == 2
    assert all(float(one.get("x", 0)) > float(zero.get("x1", 0)) for one in squares)
    assert len(parts(drawn, "circle", "unknown")) == 2


def test_quality_by_round() -> None:
    drawn = trend(FOUND, NAMES, "text_part")
    (line,) = parts(drawn, "polyline", "line")
    start, end = (float(point.split(",")[1]) for point in line.get("points", "").split())
    assert end < start
    assert trend(compare(SIDES[::2]), ["a", "b"], "text_part") is None


def test_names_of_lines_stay_in_the_plot() -> None:
    """Ten that end at the foot stand a line apart, the lowest at the foot; one apart stays."""
    ten = compare(
        [side(n, [row(k, quality=(0.5, 0.5), spent=(1, 2)) for k in range(3)]) for n in range(10)]
        + [side(10, [row(k, quality=(0.5, 0.9), spent=(1, 2)) for k in range(3)])]
    )
    drawn = trend(ten, [f"run-{n}" for n in range(11)], "text_part")
    top, *rest = sorted(float(one.get("y", 0)) for one in parts(drawn, "text", "name"))
    foot = max(float(one.get("y2", 0)) for one in parts(drawn, "line", "grid"))
    assert max(rest) - 4 == pytest.approx(foot)
    assert [b - a for a, b in pairwise(rest)] == pytest.approx([15.0] * 9)
    last = parts(drawn, "polyline")[-1].get("points", "").split()[-1]
    assert top - 4 == pytest.approx(float(last.partition(",")[2]), abs=0.1)


def test_cost_by_step() -> None:
    """Bars as wide as their tokens: 60 and 40, less the hair between them."""
    drawn = steps(FOUND, NAMES)
    wide = [
        float(one.get("width", 0)) + 1
        for one in parts(drawn, "rect", "bar")
        if one.find("*") is not None
    ]
    assert wide[0] / wide[1] == pytest.approx(1.5, rel=0.01)


@pytest.mark.parametrize("plot", [frontier, forest, steps])
def test_a_name_stays_text(plot: object) -> None:
    drawn = plot(FOUND, NAMES)  # type: ignore[operator]
    assert "<script" not in drawn
    assert not re.search(r"&(?!amp;|lt;|gt;|#34;|#39;)", str(drawn))
    parts(drawn, "svg")


def test_an_attribute_cannot_be_left() -> None:
    assert tag("g", class_='"><b>') == '<g class="&#34;&gt;&lt;b&gt;"></g>'
