"""Two variants over the same examples: how far apart, and whether by more than chance."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, pstdev

from .clusters import cluster_means
from .effect_size import effect_size, spread
from .interval import Interval
from .levels import tails
from .mean_interval import mean_interval
from .sign_flips import sign_flips

__all__ = ["PairedDifference", "paired_difference"]

SAME = 1e-12
"""Differences up to this are none: means of equal scores may differ by rounding."""


@dataclass(frozen=True)
class PairedDifference:
    """b minus a, in the unit of the scores: above 0 where b is higher.

    `difference.n` counts examples, `rows` pairs. `better`, `same` and `worse` count examples
    by the sign of their mean difference, and `sd` is the spread of those that differ. `test` is
    "McNemar", or the permutation test with every flip counted ("exact") or drawn ("sampled");
    `effect` is Hedges' g, see `effect_size`. `discordance` is the share of examples that
    differ; None unless all values are yes or no and no example has repeats.
    """

    difference: Interval
    p: float
    test: str
    effect: float
    rows: int
    better: int
    same: int
    worse: int
    sd: float
    discordance: float | None = None


def paired_difference(
    a: Sequence[float],
    b: Sequence[float],
    *,
    groups: Sequence[Hashable] | None = None,
    level: float = 0.95,
    seed: int = 0,
    within: tuple[float, float] | None = None,
) -> PairedDifference:
    """Compare paired scores, flags or counts; `groups` names the example of each pair.

    An example with repeats counts once, by its mean difference. The interval is that of
    `mean_interval`, differences lying `within` this range, such as (-1, 1) for scores;
    for yes and no (0 and 1) that of Bonett and Price 2012 (Journal of Educational and
    Behavioral Statistics 37, 479-488), one example better and one worse added, which keeps
    its width where all are alike. The p-value is of `sign_flips`: exact McNemar for yes and
    no, else the permutation test, exact or drawn with `seed`.

    Raises:
        ValueError: no pairs, unequal numbers, or a score that is not finite.
    """
    if len(a) != len(b):
        raise ValueError(f"{len(a)} scores against {len(b)}: pair them first")
    means = [
        0.0 if abs(mean) <= SAME else mean
        for mean in cluster_means([float(y) - float(x) for x, y in zip(a, b, strict=True)], groups)
    ]
    flags = {*a, *b} <= {0, 1}
    found = (
        _flag_interval(means, level) if flags else mean_interval(means, level=level, within=within)
    )
    tested = sign_flips(means, seed=seed)
    better, worse = sum(mean > 0 for mean in means), sum(mean < 0 for mean in means)
    single = flags and len(means) == len(a)
    return PairedDifference(
        difference=found,
        p=tested.p,
        test="McNemar" if single else "exact" if tested.exact else "sampled",
        effect=effect_size(means) if len(means) > 1 else 0.0,
        rows=len(a),
        better=better,
        same=len(means) - better - worse,
        worse=worse,
        sd=spread([mean for mean in means if mean]),
        discordance=(better + worse) / len(means) if single else None,
    )


def _flag_interval(means: Sequence[float], level: float) -> Interval:
    from scipy.special import ndtri

    added = [*means, 1.0, -1.0]
    half = float(ndtri(1 - tails(level))) * pstdev(added) / sqrt(len(added))
    middle = fmean(added)
    return Interval(fmean(means), middle - half, middle + half, len(means)).cut(-1, 1)
