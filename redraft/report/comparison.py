"""Runs compared, for a terminal: the words first, then the figures behind them."""

from collections.abc import Sequence
from math import isfinite

from redraft.calibration.correction import Judged
from redraft.evaluation.compare import READY, Comparison, Difference
from redraft.evaluation.costs import Cost
from redraft.evaluation.gate import Held
from redraft.evaluation.measured import Side
from redraft.terminal import one_line

from .judged import judged_lines
from .left_out import left_out
from .lines import count, heading, ratio, width, wrapped
from .named import apart
from .runs import interval
from .settings import differs
from .table import table

__all__ = ["comparison_lines", "gate_line", "note", "p_value", "signed"]


def comparison_lines(
    found: Comparison, by: str, held: Sequence[Held] = (), shares: Sequence[Judged] = ()
) -> list[str]:
    """What the runs come to against the first; `by` scored the rounds."""
    rows, first = found.paired, one_line(found.sides[0].title)
    examples = count(len(set(rows.groups)), "example")
    lines = wrapped(
        f"{count(len(rows.keys), 'pair')} of rows over {examples}; the baseline is run {first}"
    )
    lines += [line for told in left_out(found) for line in wrapped(told, indent=2)]
    for at, side in enumerate(found.sides[1:]):
        lines += heading(f"Run {side.title} against run {first}")
        if unlike := differs(side, found.sides[0]):
            lines += wrapped(unlike, first="  ", indent=4)
        for figure in found.figures:
            told = _told(figure.differences[at])
            lines += wrapped(told, first=f"  {figure.metric:<18} ", indent=4)
    lines += ["", *wrapped(note(found))]
    lines += ["", _means(found), *judged_lines(shares), "", _costs(found)]
    lines += ["", *_steps(found), "", *_rounds(found, by)]
    lines += ["", *(gate_line(one) for one in held)] if held else []
    return lines


def _told(one: Difference) -> str:
    found = one.found
    what = "rows" if found.rows == found.difference.n else "examples"
    least = f"; {found.difference.n} {what} detect {one.smallest:.3f}"
    least = least if isfinite(one.smallest) else ""
    effect = f"g {found.effect:+.2f}" if isfinite(found.effect) else "all alike"
    return (
        f"{one.says}: {signed(found.difference.estimate)} "
        f"[{signed(found.difference.low)}, {signed(found.difference.high)}], p {p_value(one.p)} "
        f"({found.test}), {effect}; {found.better} better, {found.same} same, "
        f"{found.worse} worse{least}"
    )


def signed(value: float) -> str:
    """A difference with its sign, three digits."""
    return f"{value:+.3f}"


def p_value(value: float) -> str:
    """A p-value, three digits."""
    return "< 0.001" if value < 0.001 else f"{value:.3f}"


def note(found: Comparison, *, detected: bool = True) -> str:
    """How to read the figures, and what rows detect where that is `detected` among them."""
    tests = count(found.comparisons, "comparison")
    detects = " what rows detect is the least difference found at 80 % power;" if detected else ""
    return (
        f"p is Holm's over {tests}; [...] are {found.level:.0%} intervals and take each example "
        f"once;{detects} {READY} is each run's own verdict, as judged."
    )


def _named(found: Comparison) -> list[tuple[Side, str]]:
    """Each run with its name in a table."""
    return [*zip(found.sides, apart([side.name for side in found.sides]), strict=True)]


def _table(found: Comparison, head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """A table whose names are whole where they are told by what varies."""
    whole = any(name != side.name for side, name in _named(found))
    return table(head, lines, width(), whole=whole)


def _means(found: Comparison) -> str:
    head = ["run", "variant", *(figure.metric for figure in found.figures)]
    lines = [
        [str(side.run), name, *(interval(figure.means[at]) for figure in found.figures)]
        for at, (side, name) in enumerate(_named(found))
    ]
    return _table(found, head, lines)


def _costs(found: Comparison) -> str:
    metric = found.figures[0].metric
    head = ["run", "variant", "tokens/row", "times", "calls/row", "depth", "s/row", "$/row"]
    head += ["frontier"]
    lines = [
        [str(side.run), name, *_cost(cost)]
        for (side, name), cost in zip(_named(found), found.costs, strict=True)
    ]
    return (
        f"{_table(found, head, lines)}\nfrontier: no other run has as much {metric} for "
        "fewer tokens, or more for as few"
    )


def _cost(cost: Cost) -> list[str]:
    return [
        f"{cost.tokens.estimate:,.0f}",
        ratio(cost.times),
        f"{cost.calls:.1f}",
        f"{cost.depth:.1f}",
        f"{cost.seconds:.1f}",
        "?" if cost.money is None else f"{cost.money:.4f}",
        "yes" if cost.frontier else "no",
    ]


def _steps(found: Comparison) -> list[str]:
    lines = []
    for side, cost in zip(found.sides, found.costs, strict=True):
        told = ", ".join(f"{step} {used:,.0f}" for step, used in cost.steps.items())
        lines += wrapped(f"run {side.run}, tokens a row by step: {told or 'none'}", indent=2)
    return lines


def _rounds(found: Comparison, by: str) -> list[str]:
    head = ["run", "variant", "round", by, "tokens/row", "rows", "better", "same", "worse"]
    lines = [
        [
            str(side.run),
            name,
            str(one.number),
            interval(one.quality),
            f"{one.tokens:,.0f}",
            str(one.rows),
            *(f"{part:.0%}" if one.number else "-" for part in (one.better, one.same, one.worse)),
        ]
        for (side, name), rounds in zip(_named(found), found.rounds, strict=True)
        for one in rounds
    ]
    return [_table(found, head, lines)] if lines else []


def gate_line(one: Held) -> str:
    """Whether a run keeps a gate, in a line."""
    state = "kept" if one.holds else "broken"
    stand = f"{one.value:.4g}, to be {one.gate.sign} {one.bound:.4g}"
    return one_line(f"gate {one.gate.told}: {state} by run {one.run}: {stand}")
