"""The question that a comparison was made for, and its answer in a sentence."""

from collections import Counter
from collections.abc import Sequence
from math import isfinite

from redraft.evaluation.compare import READY, Comparison, Difference
from redraft.evaluation.costs import Cost
from redraft.evaluation.measured import Side
from redraft.report.comparison import signed
from redraft.report.lines import count
from redraft.report.runs import interval
from redraft.terminal import shorten

__all__ = ["answer", "labels", "listed", "question"]

MOST = 48
"""Characters of a name."""


def labels(sides: Sequence[Side]) -> list[str]:
    """What each run is called: its variant, its number before it where two would be one."""
    short = [shorten(side.name, MOST) for side in sides]
    seen = Counter(short)
    return [
        shorten(side.title, MOST) if seen[name] > 1 else name
        for side, name in zip(sides, short, strict=True)
    ]


def question(names: Sequence[str]) -> str:
    """What the runs were put side by side for."""
    first, *rest = names
    if not rest:
        return f"What does {first} come to?"
    if len(rest) == 1:
        return f"Is {rest[0]} better than {first}?"
    return f"Is {listed(rest, 'or')} better than {first}?"


def answer(found: Comparison, names: Sequence[str]) -> str:
    """The answer by the first metric, in the words of the comparison."""
    figure = found.figures[0]
    if len(names) == 1:
        return _alone(found, names[0])
    if len(names) > 2:
        return _several(figure.metric, figure.differences, names)
    (one,), difference = figure.differences, figure.differences[0].found.difference
    says = f"{one.says[0].upper()}{one.says[1:]}"
    return (
        f"{says}: by {figure.metric}, {names[1]} comes to {figure.means[1].estimate:.3f} and "
        f"{names[0]} to {figure.means[0].estimate:.3f}, a difference of "
        f"{signed(difference.estimate)} [{signed(difference.low)}, {signed(difference.high)}], "
        f"for {_tokens(found.costs[1])}."
    )


def _tokens(cost: Cost) -> str:
    """What a run took, as times the baseline's unless that took none."""
    if isfinite(cost.times):
        return f"{cost.times:.2f} times the tokens"
    return f"{cost.tokens.estimate:,.0f} tokens a row against none"


def _alone(found: Comparison, name: str) -> str:
    figure, ready = found.figures[0], found.figures[-1]
    share = f"; {ready.means[0].estimate:.0%} of rows are ready by its own verdict"
    return (
        f"{name} comes to {interval(figure.means[0])} by {figure.metric} over "
        f"{count(figure.means[0].n, 'example')}, for {found.costs[0].tokens.estimate:,.0f} tokens "
        f"a row{'' if figure.metric == READY else share}. Whether that is good, only another run "
        "can tell."
    )


def _several(metric: str, differences: Sequence[Difference], names: Sequence[str]) -> str:
    said: dict[str, list[str]] = {}
    for name, one in zip(names[1:], differences, strict=True):
        said.setdefault(one.says.partition(";")[0], []).append(name)
    order = sorted(said, key=lambda says: (says != "better", says != "worse"))
    parts = [
        f"{listed(said[says])} {'is' if len(said[says]) == 1 else 'are'} {says} than {names[0]}"
        if says in ("better", "worse")
        else f"{says} about {listed(said[says])}"
        for says in order
    ]
    return f"By {metric}, {'; '.join(parts)}."


def listed(names: Sequence[str], last: str = "and") -> str:
    """Names in a row: one, two and three."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"
