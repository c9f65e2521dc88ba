"""McNemar's exact test of pairs that are ready or not."""

__all__ = ["mcnemar"]


def mcnemar(better: int, worse: int) -> float:
    """Two-sided p-value of so many pairs turned better and worse; pairs alike do not count.

    Under the null each discordant pair is a fair coin: the exact binomial test (McNemar
    1947, Psychometrika 12, 153-157; exact form in Agresti 2013, section 11.1).
    """
    from scipy.special import bdtr

    if better < 0 or worse < 0:
        raise ValueError(f"{better} better and {worse} worse: counts are not below 0")
    return min(1.0, 2 * float(bdtr(min(better, worse), better + worse, 0.5)))
