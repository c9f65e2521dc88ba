"""How large a paired difference is, in standard deviations."""

from collections.abc import Sequence
from math import copysign, inf
from statistics import fmean, stdev

__all__ = ["effect_size", "spread"]


def effect_size(differences: Sequence[float]) -> float:
    """Hedges' g of paired differences: Cohen's dz, mean over standard deviation, less its bias.

    The correction is 1 - 3 / (4 (n - 1) - 1) (Hedges 1981, Journal of Educational
    Statistics 6, 107-128; dz in Lakens 2013, equation 6). 0 where nothing differs, infinite
    where all differ alike; nothing is corrected below three.

    Raises:
        ValueError: fewer than two differences.
    """
    if len(differences) < 2:
        raise ValueError(f"{len(differences)} differences: an effect size needs two")
    mean, sd, free = fmean(differences), spread(differences), len(differences) - 1
    if not sd:
        return copysign(inf, mean) if mean else 0.0
    return mean / sd * (1 - 3 / (4 * free - 1) if free > 1 else 1)


def spread(differences: Sequence[float]) -> float:
    """Their standard deviation; 0 where there are not two, or only rounding tells them apart."""
    if len(differences) < 2:
        return 0.0
    found = stdev(differences)
    return found if found > 1e-9 * max(map(abs, differences)) else 0.0
