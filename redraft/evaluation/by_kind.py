"""Quality by kind of document: means alone, since no test is corrected for so many looks."""

from collections.abc import Mapping
from dataclasses import dataclass

from redraft.statistics import Interval, mean_interval

from .compare import Comparison, values

__all__ = ["KindFigures", "by_kind"]


@dataclass(frozen=True)
class KindFigures:
    """One kind: how many rows, and each run's mean of the first metric with its interval."""

    kind: str
    rows: int
    means: tuple[Interval, ...]


def by_kind(found: Comparison, kinds: Mapping[str, str]) -> tuple[KindFigures, ...]:
    """The rows compared, by the kind that `kinds` has for each example's sha256; most rows first.

    Nothing where there is one kind only.
    """
    metric, groups = found.figures[0].metric, found.paired.groups
    places: dict[str, list[int]] = {}
    for at, row in enumerate(found.paired.columns[0]):
        places.setdefault(kinds.get(row.example, ""), []).append(at)
    if len(places) < 2:
        return ()
    columns = [values(rows, metric) for rows in found.paired.columns]
    return tuple(
        KindFigures(
            kind,
            len(at),
            tuple(
                mean_interval(
                    [column[one] for one in at],
                    groups=[groups[one] for one in at],
                    level=found.level,
                    within=(0, 1),
                )
                for column in columns
            ),
        )
        for kind, at in sorted(places.items(), key=lambda item: (-len(item[1]), item[0]))
    )
