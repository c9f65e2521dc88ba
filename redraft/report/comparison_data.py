"""Runs compared, as JSON, CSV, and Markdown for a pull request."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from math import isfinite
from typing import Any

from redraft.calibration.correction import Judged
from redraft.evaluation.compare import Comparison, Difference
from redraft.evaluation.gate import Held
from redraft.statistics import Interval
from redraft.terminal import one_line

from .comparison import gate_line, note, p_value, signed
from .escaped import json_text
from .judged import judged_data, judged_told
from .left_out import left_out
from .markdown import cell
from .runs import interval
from .settings import differs, settings_line

__all__ = ["as_csv", "as_json", "as_markdown", "finite"]

COLUMNS = (
    "metric run variant rows examples mean low high difference difference_low "
    "difference_high p p_holm test effect smallest verdict model settings"
).split()


def as_json(
    found: Comparison, by: str, held: Sequence[Held] = (), shares: Sequence[Judged] = ()
) -> str:
    """All figures; what is infinite or unknown is null. `format` is the version of this shape."""
    runs = [
        {
            "run": side.run,
            "variant": side.name,
            "model": side.model,
            "settings": dict(side.settings),
            "cost": asdict(cost),
            "missing": [
                {"example": name, "repeat": repeat, "why": why}
                for (name, repeat), why in missing.items()
            ],
            "rounds": [asdict(one) for one in rounds],
        }
        for side, cost, missing, rounds in zip(
            found.sides, found.costs, found.paired.missing, found.rounds, strict=True
        )
    ]
    told = {
        "format": found.format,
        "level": found.level,
        "baseline": found.sides[0].run,
        "rows": len(found.paired.keys),
        "examples": len(set(found.paired.groups)),
        "comparisons": found.comparisons,
        "changed": found.paired.changed,
        "unscored": found.unscored,
        "unlike": found.unlike,
        "round_metric": by,
        "runs": runs,
        "metrics": [asdict(figure) for figure in found.figures],
        "judged": judged_data(shares),
        "gates": [asdict(one) for one in held],
    }
    return json_text(finite(told))


def finite(value: Any) -> Any:
    """The same with null for every number that is infinite or none."""
    if isinstance(value, float):
        return value if isfinite(value) else None
    if isinstance(value, dict):
        return {key: finite(one) for key, one in value.items()}
    return [finite(one) for one in value] if isinstance(value, list | tuple) else value


def as_csv(found: Comparison) -> str:
    """A line for each metric and cost of each run; the baseline has no difference."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    rows, examples = len(found.paired.keys), len(set(found.paired.groups))
    for metric, at, mean, one in _cells(found):
        side = found.sides[at]
        ends = _ends(mean) if isinstance(mean, Interval) else [mean, "", ""]
        made = [_unarmed(side.model), _unarmed(settings_line(side.settings))]
        name = _unarmed(side.name)
        writer.writerow(
            [_unarmed(metric), side.run, name, rows, examples, *ends, *_columns(one), *made]
        )
    return out.getvalue().rstrip("\n")


def _cells(found: Comparison) -> Iterator[tuple[str, int, Interval | float, Difference | None]]:
    for figure in found.figures:
        for at, mean in enumerate(figure.means):
            yield figure.metric, at, mean, figure.differences[at - 1] if at else None
    for name in ("tokens", "calls", "depth", "seconds", "money"):
        for at, cost in enumerate(found.costs):
            if (value := getattr(cost, name)) is not None:
                yield name, at, value, None


def _columns(one: Difference | None) -> list[Any]:
    if one is None:
        return [""] * 9
    found = one.found
    told = [_known(found.effect), _known(one.smallest)]
    return [*_ends(found.difference), found.p, one.p, found.test, *told, one.says]


def _ends(found: Interval) -> list[float | str]:
    return [found.estimate, _known(found.low), _known(found.high)]


def _known(number: float) -> float | str:
    return number if isfinite(number) else ""


def _unarmed(name: str) -> str:
    """A name on one line that no spreadsheet takes for a formula."""
    line = one_line(name)
    return f"'{line}" if line.startswith(("=", "+", "-", "@")) else line


def as_markdown(found: Comparison, held: Sequence[Held] = (), shares: Sequence[Judged] = ()) -> str:
    """A table a run, against the baseline, the gates, and how to read it."""
    rows, examples = len(found.paired.keys), len(set(found.paired.groups))
    first = found.sides[0]
    lines: list[str] = []
    for at, side in enumerate(found.sides[1:], 1):
        over = f"{rows} pairs of rows, {examples} examples"
        lines += [
            f"**Run {cell(side.title)}** against run {cell(first.title)}: {over}",
            *([cell(unlike)] if (unlike := differs(side, first)) else []),
            "",
            f"| metric | {cell(first.title)} | {cell(side.title)} | difference | p | verdict |",
            "| --- | --- | --- | --- | --- | --- |",
        ]
        for figure in found.figures:
            one = figure.differences[at - 1]
            difference = one.found.difference
            ends = f"{signed(difference.low)}, {signed(difference.high)}"
            lines.append(
                f"| {cell(figure.metric)} | {interval(figure.means[0])} | "
                f"{interval(figure.means[at])} | {signed(difference.estimate)} [{ends}] | "
                f"{p_value(one.p)} | {one.says} |"
            )
        base, cost = found.costs[0], found.costs[at]
        used = f"{base.tokens.estimate:,.0f} | {cost.tokens.estimate:,.0f}"
        times = f"{cost.times:.2f} times" if isfinite(cost.times) else "-"
        lines += [f"| tokens a row | {used} | {times} | | |"]
        for name, what in (("calls", "calls a row"), ("depth", "depth"), ("seconds", "s a row")):
            lines.append(
                f"| {what} | {getattr(base, name):.1f} | {getattr(cost, name):.1f} | | | |"
            )
        if (paid := (base.money, cost.money)) != (0, 0) and None not in paid:
            lines.append(f"| $ a row | {base.money:.4f} | {cost.money:.4f} | | | |")
        lines.append("")
    lines += [f"- {cell(told)}" for told in left_out(found)]
    lines += [f"- {cell(told)}" for told in judged_told(shares)]
    lines += [f"- {cell(gate_line(one))}" for one in held]
    lines += [*([""] if lines[-1] else []), cell(note(found, detected=False))]
    return "\n".join(lines)
