"""Agreement of two, beyond chance."""

from collections import Counter
from collections.abc import Hashable, Sequence
from math import nan

__all__ = ["kappa"]


def kappa(a: Sequence[Hashable], b: Sequence[Hashable]) -> float:
    """Cohen's kappa of two raters' labels, -1 to 1: 0 is what chance gives, 1 is full.

    Cohen 1960 (Educational and Psychological Measurement 20, 37-46). NaN where both give
    one label throughout, for then chance agrees too. Its interval is that of `bca` over
    pairs of labels.

    Raises:
        ValueError: no labels, or unequal numbers of them.
    """
    if len(a) != len(b) or not a:
        raise ValueError(f"{len(a)} labels against {len(b)}: give each rater's, at least one")
    agreed = sum(x == y for x, y in zip(a, b, strict=True)) / len(a)
    of_a, of_b = Counter(a), Counter(b)
    chance = sum(of_a[label] * of_b[label] for label in of_a) / len(a) ** 2
    return (agreed - chance) / (1 - chance) if chance < 1 else nan
