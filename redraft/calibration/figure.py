"""A figure: what was measured, its interval, and how much it rests on."""

from collections.abc import Callable, Hashable, Sequence
from math import inf, isfinite, isnan
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict

from redraft.statistics import (
    Interval,
    Share,
    bca,
    mean_interval,
    paired_difference,
    share,
    share_difference,
)

__all__ = ["LEAST", "Figure", "agreement", "count", "difference", "moved", "of", "rate", "shift"]

LEAST = 10
"""Examples below which a figure is too little to go by."""

Unit = Literal["share", "difference", "count", "agreement"]
T = TypeVar("T")


class Figure(BaseModel):
    """`n` examples told it, in `rows` answers; None where nothing can be said.

    `share` is 0 to 1, `difference` one of two shares, `count` a mean number, `agreement` at
    most 1, 0 being chance. The interval is 95 %.
    """

    model_config = ConfigDict(frozen=True)

    name: str
    says: str
    unit: Unit
    value: float | None
    low: float | None
    high: float | None
    n: int
    rows: int

    @property
    def small(self) -> bool:
        """Whether the sample is too small to go by the figure."""
        return self.n < LEAST


def of(name: str, says: str, unit: Unit, found: Interval | None, rows: int) -> Figure:
    """A figure from an interval; what is not finite is left out."""
    ends = (found.estimate, found.low, found.high) if found else (inf, inf, inf)
    value, low, high = (round(end, 5) if isfinite(end) else None for end in ends)
    n = found.n if found else 0
    return Figure(name=name, says=says, unit=unit, value=value, low=low, high=high, n=n, rows=rows)


def rate(
    name: str,
    says: str,
    flags: Sequence[bool],
    groups: Sequence[Hashable],
    *,
    by_row: bool = True,
) -> Figure:
    """The share of yes; Wilson's interval, answers of a text clustered.

    Each answer weighs the same, or each text where `by_row` is false.
    """
    found = share(flags, groups=groups, by_row=by_row).interval() if flags else None
    return of(name, says, "share", found, len(flags))


def count(name: str, says: str, values: Sequence[float], groups: Sequence[Hashable]) -> Figure:
    """The mean number per text; Student's interval."""
    found = mean_interval(values, groups=groups, within=(0, inf)) if values else None
    return of(name, says, "count", found, len(values))


def shift(
    name: str, says: str, before: Sequence[float], after: Sequence[float], groups: Sequence[str]
) -> Figure:
    """How far the same answers moved; the interval is that of `paired_difference`."""
    found = paired_difference(before, after, groups=groups).difference if before else None
    return of(name, says, "difference", found, len(before))


def moved(
    name: str,
    what: str,
    how: str,
    before: Sequence[bool],
    after: Sequence[bool],
    groups: Sequence[str],
) -> list[Figure]:
    """The share of yes without something and with it, and how far the same answers moved.

    Each text weighs the same in all three, so that the last is the difference of the others.
    """
    return [
        rate(f"{name}.without", f"{what}: without", before, groups, by_row=False),
        rate(f"{name}.with", f"{what}: {how}", after, groups, by_row=False),
        shift(
            name,
            f"{what}: {how}, less without",
            [float(one) for one in before],
            [float(one) for one in after],
            groups,
        ),
    ]


def difference(name: str, says: str, one: Share | None, other: Share | None) -> Figure:
    """`other` less `one`, of different rows; Newcombe's interval."""
    if one is None or other is None:
        return of(name, says, "difference", None, 0)
    return of(name, says, "difference", share_difference(one, other), one.rows + other.rows)


def agreement(
    name: str,
    says: str,
    values: Sequence[T],
    statistic: Callable[[Sequence[T]], float],
    groups: Sequence[Any],
) -> Figure:
    """A coefficient of agreement and its BCa interval over examples.

    Where all labels are one, chance agrees too and there is no coefficient; a resample of
    that kind counts as agreement.
    """
    if not values or isnan(statistic(values)):
        return of(name, says, "agreement", None, len(values))

    def filled(drawn: Sequence[T]) -> float:
        found = statistic(drawn)
        return 1.0 if isnan(found) else found

    return of(name, says, "agreement", bca(values, filled, groups=groups), len(values))
