"""Quality by round: what each made better, left alone and made worse."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from redraft.statistics import Interval, mean_interval

from .measured import Measured

__all__ = ["RoundFigures", "by_round"]

SAME = 1e-9
"""Differences in quality up to this are none."""


@dataclass(frozen=True)
class RoundFigures:
    """After `number` rounds, 0 for the draft; rows that stopped before keep their last text.

    `better`, `same` and `worse` are shares of the `rows` that this round worked on, each held to
    the text that it rewrote; all 0 for the draft. `tokens` is the mean of all rows up to here.
    """

    number: int
    quality: Interval
    tokens: float
    rows: int
    better: float
    same: float
    worse: float


def by_round(rows: Sequence[Measured], groups: Sequence[str]) -> tuple[RoundFigures, ...]:
    """Each round that any row has; rows without a text count as none."""
    told = [(row, group) for row, group in zip(rows, groups, strict=True) if row.quality]
    most = max((len(row.quality) for row, _ in told), default=0)
    return tuple(_figures(told, number) for number in range(most))


def _figures(told: Sequence[tuple[Measured, str]], number: int) -> RoundFigures:
    names = [group for _, group in told]
    quality = [_at(row.quality, number) for row, _ in told]
    moves = [
        row.quality[number] - row.quality[row.base(number)]
        for row, _ in told
        if 0 < number < len(row.quality)
    ]
    count = max(1, len(moves))
    better, worse = sum(move > SAME for move in moves), sum(move < -SAME for move in moves)
    return RoundFigures(
        number,
        mean_interval(quality, groups=names, within=(0, 1)),
        fmean(_at(row.spent, number) for row, _ in told),
        len(moves) if number else len(told),
        better / count,
        (len(moves) - better - worse) / count,
        worse / count,
    )


def _at(values: Sequence[float], number: int) -> float:
    return values[min(number, len(values) - 1)]
