"""Levels of confidence, and what lies outside them."""

__all__ = ["shared_level", "tails"]


def tails(level: float) -> float:
    """The probability in each tail outside a two-sided `level`: 0.025 for 0.95.

    Raises:
        ValueError: the level is not between 0 and 1.
    """
    if not 0 < level < 1:
        raise ValueError(f"level {level}: give one between 0 and 1, such as 0.95")
    return (1 - level) / 2


def shared_level(level: float, comparisons: int) -> float:
    """The level of each comparison at which all of them together keep `level` (Bonferroni).

    Raises:
        ValueError: there is not at least one comparison.
    """
    if comparisons < 1:
        raise ValueError(f"{comparisons} comparisons: there is at least one")
    return 1 - (1 - level) / comparisons
