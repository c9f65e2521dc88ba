"""What a compile came to, in words, on the card and wherever else it is told."""

from .card import Card, Compared, Estimate

__all__ = ["estimated", "scored", "verdict", "words"]


CHANCE = 0.05
"""The p-value up to which a difference is none of chance."""


def words(compared: Compared) -> str:
    """Better, worse, not better where no row differs, or that the rows cannot tell.

    Both the interval and the permutation test have to say so: with few rows the first is narrow.
    """
    low, high = compared.gain.low, compared.gain.high
    if compared.p <= CHANCE and low is not None and low > 0:
        return "better than the original"
    if compared.p <= CHANCE and high is not None and high < 0:
        return "worse than the original"
    if not (compared.rows_better or compared.rows_worse):
        return "not better than the original"
    return "can't tell whether it is better than the original"


def verdict(compared: Compared | None) -> str:
    """The same with the gain and its interval; that there is none where nothing was compared."""
    if compared is None:
        return "not compared with the original"
    interval = "" if compared.gain.low is None else ", 95 % interval"
    return f"{words(compared)}: gain {estimated(compared.gain, sign='+')}{interval}"


def scored(card: Card) -> str:
    """The same with both scores, their metric, and the rows that they are of."""
    compared = card.held_out
    if compared is None:
        return verdict(compared)
    used = card.data.get("held_out")
    rows = f" on {used.rows - compared.dropped} held-out rows" if used else ""
    scores = f"original {compared.before.mean:.3f}, compiled {compared.after.mean:.3f}"
    return f"{card.metric}{rows}: {scores}; {verdict(compared)}"


def estimated(estimate: Estimate, sign: str = "") -> str:
    """A mean and its interval, three digits; `sign` is "+" for a difference."""
    told = f"{estimate.mean:{sign}.3f}"
    if estimate.low is None or estimate.high is None:
        return told
    return f"{told} ({estimate.low:{sign}.3f} to {estimate.high:{sign}.3f})"
