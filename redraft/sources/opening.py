"""`open_data`: one door to files, folders, the hub, public sets and our own examples."""

from collections import Counter
from collections.abc import Mapping

from redraft.data import SPLITS, Row, rows
from redraft.data.lines import Fault, Line
from redraft.errors import ConfigurationError, ModelError
from redraft.texts.nearest import accepted

from .mapping import columns, row_of
from .public import SETS, PublicSet
from .records import records, refuse

__all__ = ["OURS", "open_data"]

OURS = "redraft"
"""The name of the examples that come with us."""


def open_data(
    source: str, split: str | None = None, mapping: Mapping[str, str] | None = None
) -> list[Row]:
    """The rows of `source`, read and validated; `mapping` says which column a field is in.

    `source` is a file, a folder of one file a split, a hub name, or the name of a public
    set, alone or before a colon and the file it is kept in. ConfigurationError lists what
    is wrong by file, line and id.
    """
    name, _, place = source.partition(":")
    if name in SETS:
        return _public(SETS[name], place, split, mapping)
    if source == OURS:
        if mapping:
            raise ConfigurationError(
                f"--map goes with --data of your own; the examples of {OURS} are mapped already"
            )
        if split and split not in SPLITS:
            raise ConfigurationError(f"--split {split!r}: {accepted(split, SPLITS)}")
        if not split:
            raise ConfigurationError(
                f"--data {OURS}: name a split with --split; accepted are {', '.join(SPLITS)}"
            )
        return list(rows(split))
    lines = records(source, split)
    return _rows(lines, columns(mapping or {}, lines))


def _public(
    public: PublicSet, place: str, split: str | None, mapping: Mapping[str, str] | None
) -> list[Row]:
    if mapping:
        raise ConfigurationError(f"{public.name} is mapped already: leave out --map")
    if not place and not public.hub:
        raise ConfigurationError(f"{public.name} is not on the hub: write {public.name}:FILE")
    try:
        lines = records(place or public.hub, split or (None if place else public.split))
    except ModelError as error:
        told = f"{error}, as in {public.name}:FILE"
        raise ModelError(told, retryable=error.retryable) from None
    adapted, faults = [], []
    for line in lines:
        try:
            adapted.append(Line(line.file, line.number, dict(public.adapt(line.value))))
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            problem = f"not a record of {public.name}: {type(error).__name__}: {error}"
            faults.append(line.fault(problem))
    refuse(faults)
    return _rows(adapted, columns({}, adapted))


def _rows(lines: list[Line], where: Mapping[str, str]) -> list[Row]:
    found: list[Row] = []
    faults: list[Fault] = []
    places: dict[str, Line] = {}
    unnamed = Counter[str]()
    for line in lines:
        row, wrong = row_of(line, where, unnamed)
        faults += wrong
        if row is None:
            continue
        before = places.setdefault(row.id, line)
        if before is not line:
            problem = f"the id is given already at {before.file}:{before.number}"
            faults.append(Fault(line.file, line.number, row.id, problem))
        found.append(row)
    refuse(faults)
    return found
