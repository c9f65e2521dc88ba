"""Runs compared row by row: quality, cost beside it, and what each round did."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf

from redraft.errors import ConfigurationError
from redraft.statistics import (
    Interval,
    PairedDifference,
    holm,
    mean_interval,
    paired_difference,
    rate_interval,
    smallest_shown,
    verdict,
)

from .by_round import RoundFigures, by_round
from .costs import Cost, costs
from .measured import Measured, Side
from .pairs import Paired, pair

__all__ = ["READY", "Comparison", "Difference", "Figure", "compare", "values"]

READY = "ready"
"""The share of rows that the run itself judged ready, among the metrics."""


@dataclass(frozen=True)
class Difference:
    """A run against the baseline: `p` is Holm's, `found.p` the one before.

    `smallest` is the least true difference that so many rows show at 80 % power with the
    spread seen here; infinite where none is, or where no row differs. `says` is better,
    worse, or can't tell.
    """

    found: PairedDifference
    p: float
    smallest: float
    says: str


@dataclass(frozen=True)
class Figure:
    """One metric: each run's mean, and each run but the first against the first."""

    metric: str
    means: tuple[Interval, ...]
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class Comparison:
    """Runs over the rows that all of them have; the first is the baseline.

    `format` is the version of this shape. `unscored` are metrics that not every row has;
    `unlike` says by metric which runs other code has scored than the code of the baseline.
    """

    format: int
    level: float
    sides: tuple[Side, ...]
    paired: Paired
    figures: tuple[Figure, ...]
    unscored: tuple[str, ...]
    unlike: Mapping[str, tuple[int, ...]]
    costs: tuple[Cost, ...]
    rounds: tuple[tuple[RoundFigures, ...], ...]

    @property
    def comparisons(self) -> int:
        """How many tests the p-values are corrected for."""
        return sum(len(figure.differences) for figure in self.figures)


def compare(
    sides: Sequence[Side],
    *,
    level: float = 0.95,
    seed: int = 0,
    least: int = 2,
    metrics: Sequence[str] = (),
) -> Comparison:
    """Compare every side with the first, over the rows that all have done.

    By these `metrics` and READY where some are named, else by all that every row is scored by.
    With `least` 1 a run may stand alone: it has means, cost and rounds, and no difference.

    Raises:
        ConfigurationError: fewer than `least` runs, no row that all of them have, or a metric
            that not every row is scored by.
    """
    if len(sides) < least:
        raise ConfigurationError("give two runs or more: redraft compare BASELINE RUN ...")
    for side in sides:
        if not side.rows:
            raise ConfigurationError(f"run {side.title} has no row that is done; {side.go_on}")
    paired = pair(sides)
    if not paired.keys:
        what = "their examples have changed" if paired.changed else "they share no example"
        runs = ", ".join(side.title for side in sides)
        raise ConfigurationError(f"no row is done in all of {runs}: {what} (redraft runs)")
    names, unscored = _metrics(paired, sides[0].metric)
    if metrics:
        names, unscored = _chosen(metrics, names), []
    figures = [_figure(name, paired, level, seed) for name in [*names, READY]]
    figures = _corrected(figures, level)
    return Comparison(
        format=1,
        level=level,
        sides=tuple(sides),
        paired=paired,
        figures=tuple(figures),
        unscored=tuple(unscored),
        unlike={name: found for name in names if (found := _unlike(sides, name))},
        costs=costs(paired, [mean.estimate for mean in figures[0].means]),
        rounds=tuple(by_round(column, paired.groups) for column in paired.columns),
    )


def _metrics(paired: Paired, first: str) -> tuple[list[str], list[str]]:
    """Metrics by which every row is scored, that of the baseline first, and the others."""
    rows = [row for column in paired.columns for row in column]
    seen = Counter(name for row in rows for name in row.scores)
    names = sorted(seen, key=lambda name: (name != first, name))
    whole = [name for name in names if seen[name] == len(rows)]
    return whole, [name for name in names if name not in whole]


def _chosen(metrics: Sequence[str], whole: Sequence[str]) -> list[str]:
    chosen = [name for name in dict.fromkeys(metrics) if name != READY]
    for name in chosen:
        if name not in whole:
            raise ConfigurationError(
                f"--metric {name}: not every row has that score "
                f"(redraft rescore RUN --metric {name}, for each run that lacks it)"
            )
    return chosen


def _unlike(sides: Sequence[Side], metric: str) -> tuple[int, ...]:
    """The runs whose scores by this metric are not of the code that scored the baseline."""
    first = sides[0].prints.get(metric)
    return tuple(
        side.run for side in sides[1:] if first and side.prints.get(metric, first) != first
    )


def values(rows: Sequence[Measured], metric: str) -> list[float]:
    """What a metric makes of each row; READY is 1 where the run judged it so."""
    return [row.ready if metric == READY else row.scores[metric] for row in rows]


def _figure(metric: str, paired: Paired, level: float, seed: int) -> Figure:
    columns, groups = [values(rows, metric) for rows in paired.columns], paired.groups
    if metric == READY:
        means = [rate_interval(list(map(bool, one)), groups=groups, level=level) for one in columns]
    else:
        means = [mean_interval(one, groups=groups, level=level, within=(0, 1)) for one in columns]
    found = [
        paired_difference(columns[0], one, groups=groups, level=level, seed=seed, within=(-1, 1))
        for one in columns[1:]
    ]
    return Figure(metric, tuple(means), tuple(Difference(one, one.p, inf, "") for one in found))


def _corrected(figures: Sequence[Figure], level: float) -> list[Figure]:
    """The same with p-values, words and smallest differences that bear how many are shown."""
    every = [one for figure in figures for one in figure.differences]
    adjusted = iter(holm([one.found.p for one in every]))
    return [
        replace(
            figure,
            differences=tuple(
                Difference(
                    one.found,
                    p := next(adjusted),
                    smallest_shown(one.found, level=level, comparisons=len(every)),
                    verdict(one.found, p=p, level=level, comparisons=len(every)),
                )
                for one in figure.differences
            ),
        )
        for figure in figures
    ]
