"""What the rows of compared runs take, and which runs are on the frontier of cost and quality."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf
from statistics import fmean

from redraft.statistics import Interval, as_times, mean_interval

from .measured import Measured
from .pairs import Paired

__all__ = ["Cost", "costs"]


@dataclass(frozen=True)
class Cost:
    """What a row of a run takes, as means; `money` in dollars, None where no price is known.

    `times` is tokens over the baseline's, infinite where that took none. `depth` is calls one
    after another, `steps` tokens by step. `frontier`: no other run has as high a mean of the first
    metric for fewer tokens, or a higher one for as few.
    """

    tokens: Interval
    calls: float
    depth: float
    seconds: float
    money: float | None
    times: float
    steps: Mapping[str, float]
    frontier: bool


def costs(paired: Paired, quality: Sequence[float]) -> tuple[Cost, ...]:
    """Each run's, beside the mean of the first metric that it came to."""
    tokens = [
        mean_interval([row.tokens for row in rows], groups=paired.groups, within=(0, inf))
        for rows in paired.columns
    ]
    points = list(zip((one.estimate for one in tokens), quality, strict=True))
    return tuple(
        _cost(rows, used, tokens[0].estimate, frontier=not any(_beats(p, own) for p in points))
        for rows, used, own in zip(paired.columns, tokens, points, strict=True)
    )


def _beats(other: tuple[float, float], own: tuple[float, float]) -> bool:
    """Whether another (tokens, quality) is no worse in both and better in one."""
    return other[0] <= own[0] and other[1] >= own[1] and other != own


def _cost(rows: Sequence[Measured], tokens: Interval, baseline: float, *, frontier: bool) -> Cost:
    steps = Counter[str]()
    for row in rows:
        steps.update(row.steps)
    known = [row.money for row in rows if row.money is not None]
    return Cost(
        tokens=tokens,
        calls=fmean(row.calls for row in rows),
        depth=fmean(row.depth for row in rows),
        seconds=fmean(row.seconds for row in rows),
        money=fmean(known) if len(known) == len(rows) else None,
        times=as_times(tokens.estimate, baseline),
        steps={step: used / len(rows) for step, used in steps.most_common()},
        frontier=frontier,
    )
