"""What one round does: how much it mends, how much it breaks, and whether that pays."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from math import fsum

from .clusters import clustered
from .interval import Interval
from .paired_difference import PairedDifference, paired_difference
from .share import share

__all__ = ["Transition", "pays", "transition"]

_TIE = 1e-9
"""Differences of shares up to this are none."""


@dataclass(frozen=True)
class Transition:
    """From before a round to after it; all are shares, 0 to 1, over examples.

    `accuracy` is the share right before, `after` that after; `corrected` the share of wrong
    ones made right (ECR, None where none was wrong), `introduced` that of right ones made
    wrong (EIR, None where none was right). `pays` is the published condition on these
    figures, `probability` how often it holds when the examples are drawn anew: in all of them
    each row weighs the same. `gain` takes each example once, however many rows it has.
    """

    accuracy: Interval
    after: Interval
    corrected: Interval | None
    introduced: Interval | None
    gain: PairedDifference
    pays: bool
    probability: float


def pays(corrected: float, introduced: float, accuracy: float) -> bool:
    """Whether to iterate: ECR / EIR > Acc / (1 - Acc) (arXiv 2604.22273).

    Multiplied out, so that no rate may be 0 in a divisor: the share mended is above the
    share broken.
    """
    return corrected * (1 - accuracy) - introduced * accuracy > _TIE


def transition(
    before: Sequence[bool],
    after: Sequence[bool],
    *,
    groups: Sequence[Hashable] | None = None,
    level: float = 0.95,
    seed: int = 0,
) -> Transition:
    """What a round did to rows that were right or wrong before it.

    The probability is by bootstrap over examples, one that was mended and one that was
    broken added, so that what did not occur is not taken for impossible; a tie counts half.

    Raises:
        ValueError: no rows, or unequal numbers of them.
    """
    gain = paired_difference(before, after, groups=groups, level=level, seed=seed)
    names: Sequence[Hashable] = range(len(before)) if groups is None else groups
    rows = list(zip(before, after, names, strict=True))
    wrong = [(bool(now), name) for was, now, name in rows if not was]
    right = [(not now, name) for was, now, name in rows if was]
    accuracy = len(right) / len(rows)
    corrected, introduced = _rate(wrong, level), _rate(right, level)
    return Transition(
        accuracy=share(before, groups=groups, by_row=True).interval(level),
        after=share(after, groups=groups, by_row=True).interval(level),
        corrected=corrected,
        introduced=introduced,
        gain=gain,
        pays=pays(
            corrected.estimate if corrected else 0,
            introduced.estimate if introduced else 0,
            accuracy,
        ),
        probability=_probability([now - was for was, now, _ in rows], groups, seed),
    )


def _rate(flags: list[tuple[bool, Hashable]], level: float) -> Interval | None:
    if not flags:
        return None
    named = [name for _, name in flags]
    return share([flag for flag, _ in flags], groups=named, by_row=True).interval(level)


def _probability(
    gains: Sequence[float], groups: Sequence[Hashable] | None, seed: int, draws: int = 10_000
) -> float:
    """How often the mean gain over all rows of examples drawn anew is above 0."""
    import numpy as np

    parts = clustered(gains, groups)
    each = len(gains) / len(parts)
    means = [fsum(part) / each for part in parts]
    values, counts = np.unique([*means, 1.0, -1.0], return_counts=True)
    rows = int(counts.sum())
    drawn = np.random.default_rng(seed).multinomial(rows, counts / rows, draws)
    sums = np.einsum("ij,j->i", drawn, values)
    return float((sums > _TIE).mean() + (abs(sums) <= _TIE).mean() / 2)
