"""A judged rate, corrected for how often the judge is wrong."""

from math import sqrt

from .interval import Interval
from .levels import tails
from .share import Share

__all__ = ["corrected_rate", "rogan_gladen"]


def rogan_gladen(seen: float, sensitivity: float, specificity: float) -> float:
    """The true rate behind a judged one; outside 0 to 1 where chance put it there.

    (seen + specificity - 1) / (sensitivity + specificity - 1): Rogan and Gladen 1978
    (American Journal of Epidemiology 107, 71-76), equation 2.

    Raises:
        ValueError: the judge is no better than chance, so that nothing can be told.
    """
    better = sensitivity + specificity - 1
    if better <= 0:
        raise ValueError(
            f"sensitivity {sensitivity:.2f} and specificity {specificity:.2f} are no better "
            "than chance: their answers tell nothing of the truth"
        )
    return (seen + specificity - 1) / better


def corrected_rate(
    seen: Share, sensitivity: Share, specificity: Share, *, level: float = 0.95
) -> Interval:
    """The true rate, 0 to 1, with the uncertainty of all three in its interval.

    Lang and Reiczigel 2014 (Preventive Veterinary Medicine 113, 13-22), equations 4, 6, 7,
    16 and 17, at the effective sizes of the shares. The estimate is `rogan_gladen`, cut.

    Raises:
        ValueError: the judge is no better than chance.
    """
    from scipy.special import ndtri

    estimate = rogan_gladen(seen.value, sensitivity.value, specificity.value)
    z = float(ndtri(1 - tails(level)))
    seen_, size = _shrunk(seen, z * z)
    yes, yes_size = _shrunk(sensitivity, 2)
    no, no_size = _shrunk(specificity, 2)
    better = yes + no - 1
    if better <= 0:
        return Interval(min(1.0, max(0.0, estimate)), 0.0, 1.0, seen.n)
    rate = (seen_ + no - 1) / better
    of_yes, of_no = yes * (1 - yes) / yes_size, no * (1 - no) / no_size
    shift = 2 * z * z * (rate * of_yes - (1 - rate) * of_no)
    spread = seen_ * (1 - seen_) / size + rate**2 * of_yes + (1 - rate) ** 2 * of_no
    half, middle = z * sqrt(spread) / better, rate + shift
    found = Interval(min(1.0, max(0.0, estimate)), middle - half, middle + half, seen.n)
    return found.cut(0, 1)


def _shrunk(share: Share, added: float) -> tuple[float, float]:
    """The share with `added` rows, half of them yes, and its size."""
    size = share.size + added
    return (share.size * share.value + added / 2) / size, size
