"""How many rounds are worth their tokens."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Literal

from .as_times import as_times
from .interval import Interval
from .levels import shared_level
from .mean_interval import mean_interval
from .paired_difference import PairedDifference, paired_difference

__all__ = ["BestRounds", "RoundValue", "best_rounds"]

LEAST = 0.02
"""Gain in quality, 0 to 1, below which no round is worth its calls."""


@dataclass(frozen=True)
class RoundValue:
    """Up to so many rounds: the quality, the mean tokens of a row, and these as times the draft's.

    `times` is infinite where the draft took none. `gain` is against the draft; `net` the same less
    what the further tokens are worth.
    """

    number: int
    quality: Interval
    tokens: float
    times: float
    gain: PairedDifference
    net: PairedDifference


@dataclass(frozen=True)
class BestRounds:
    """`best` is the number of rounds of the highest mean net gain, 0 for the draft alone.

    `decision`: "iterate" where its net gain is above 0 by more than chance; "stop" where
    every round loses, or gains less than two points, by more than chance; else "unknown".
    """

    rounds: tuple[RoundValue, ...]
    best: int
    decision: Literal["iterate", "stop", "unknown"]


def best_rounds(
    quality: Sequence[Sequence[float]],
    tokens: Sequence[Sequence[float]],
    *,
    price: float | None = None,
    groups: Sequence[Hashable] | None = None,
    level: float = 0.95,
    seed: int = 0,
) -> BestRounds:
    """Weigh each round's quality, 0 to 1, against its tokens, row by row.

    `quality` and `tokens` hold each row's values after 0, 1, ... rounds, tokens summed up to
    there; a row that stopped early keeps its last. `price` is the tokens that one point of
    quality (0.01) is worth; None: tokens are free. All rounds together keep the level.

    Raises:
        ValueError: no rows, a row without a draft, or a price that is not above 0.
    """
    if price is not None and price <= 0:
        raise ValueError(f"price {price}: give the tokens that a point of quality is worth")
    most = max(map(len, quality), default=0)
    scores, spent = _carried(quality, most), _carried(tokens, most)
    level = shared_level(level, max(1, most - 1))
    draft, first = scores[0], fmean(spent[0])
    found = []
    for number, (after, used) in enumerate(zip(scores, spent, strict=True)):
        gain = paired_difference(
            draft, after, groups=groups, level=level, seed=seed, within=(-1, 1)
        )
        net = gain
        if price is not None:
            worth = [
                score - (now - then) / (100 * price)
                for score, now, then in zip(after, used, spent[0], strict=True)
            ]
            net = paired_difference(draft, worth, groups=groups, level=level, seed=seed)
        mean = mean_interval(after, groups=groups, level=level, within=(0, 1))
        times = as_times(fmean(used), first)
        found.append(RoundValue(number, mean, fmean(used), times, gain, net))
    best = max(found, key=lambda one: (round(one.net.difference.estimate, 9), -one.number))
    return BestRounds(tuple(found), best.number, _decision(found, best, level))


def _decision(
    rounds: Sequence[RoundValue], best: RoundValue, level: float
) -> Literal["iterate", "stop", "unknown"]:
    if best.net.difference.estimate > 0 and best.net.p <= 1 - level:
        return "iterate"
    if all(_idle(one, level) for one in rounds[1:]):
        return "stop"
    return "unknown"


def _idle(round: RoundValue, level: float) -> bool:
    """Whether the round loses, or gains next to nothing, by more than chance.

    The gain's own interval has room for what was not seen; the net one, which has no range,
    may have none.
    """
    net, gain = round.net.difference, round.gain.difference
    highest = max(net.high, gain.high - (gain.estimate - net.estimate))
    return (net.estimate < 0 and round.net.p <= 1 - level) or highest < LEAST


def _carried(rows: Sequence[Sequence[float]], most: int) -> list[list[float]]:
    """By round instead of by row, the last value kept where a row has no more."""
    if not rows or not all(rows):
        raise ValueError("no rows, or one without its draft")
    return [[row[min(number, len(row) - 1)] for row in rows] for number in range(most)]
