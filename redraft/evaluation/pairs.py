"""Rows of several runs, paired by example and repeat."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .measured import Measured, Side

__all__ = ["Paired", "pair"]

Key = tuple[str, int]


@dataclass(frozen=True)
class Paired:
    """Rows that every side has done, side by side, and which were left out.

    `columns` holds for each side its rows, all in the order of `keys` (example id, repeat).
    `missing` says by side which rows of any side it lacks, and why; `changed` are the
    ids of examples whose content is not the same in all runs.
    """

    keys: tuple[Key, ...]
    columns: tuple[tuple[Measured, ...], ...]
    missing: tuple[Mapping[Key, str], ...]
    changed: tuple[str, ...]

    @property
    def groups(self) -> list[str]:
        """The example of each row: repeats of one are not independent."""
        return [name for name, _ in self.keys]


def pair(sides: Sequence[Side]) -> Paired:
    """Pair what all sides have; order is that of the first."""
    found = [{row.key: row for row in side.rows} for side in sides]
    undone = (key for side in sides for key in side.undone)
    every = list(dict.fromkeys((*(key for rows in found for key in rows), *undone)))
    changed = {
        key[0] for key in every if len({rows[key].example for rows in found if key in rows}) > 1
    }
    keys = [key for key in every if key[0] not in changed and all(key in rows for rows in found)]
    return Paired(
        keys=tuple(keys),
        columns=tuple(tuple(rows[key] for key in keys) for rows in found),
        missing=tuple(
            {key: side.undone.get(key, "not in the run") for key in every if key not in rows}
            for side, rows in zip(sides, found, strict=True)
        ),
        changed=tuple(sorted(changed)),
    )
