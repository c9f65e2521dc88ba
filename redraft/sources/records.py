"""Records as they stand in a JSONL, CSV or Parquet file, or on the Hugging Face hub."""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from redraft.data.lines import Fault, Line, read
from redraft.errors import ConfigurationError, ModelError
from redraft.paths import path_of

__all__ = ["SUFFIXES", "records", "refuse"]

SHOWN = 5
"""Most faults that one message lists."""

MOST = 512_000_000
"""Bytes that the rows of a Parquet file may take in memory."""

HUB = re.compile(r"\w[\w.-]*(/\w[\w.-]*)?")


def records(source: str, split: str | None) -> list[Line]:
    """The records of `source`, each with where it stands.

    `source` is a file, a folder of one file a split, or a dataset on the hub.
    ConfigurationError if it cannot be read, ModelError if the network is in the way.
    """
    path = path_of(source)
    if path.is_dir():
        path = _member(path, split)
    elif path.is_file():
        if split is not None:
            raise ConfigurationError(
                f"{source} is one file and has no split {split!r}: leave it out"
            )
    elif path.suffix.lower() in SUFFIXES or not HUB.fullmatch(source):
        raise ConfigurationError(f"{source}: no such file or folder")
    else:
        return _hub(source, split)
    reader = SUFFIXES.get(path.suffix.lower())
    if reader is None:
        raise ConfigurationError(f"{path}: accepted are files named {', '.join(SUFFIXES)}")
    try:
        found, faults = reader(path)
    except OSError as error:
        why = error.strerror or error
        raise ConfigurationError(f"{path} cannot be read: {why}") from None
    refuse(faults)
    if not found:
        raise ConfigurationError(f"{path}:1: no rows")
    return found


def refuse(faults: list[Fault]) -> None:
    """Raise ConfigurationError that lists the first of `faults`, if there are any."""
    if faults:
        more = [f"and {len(faults) - SHOWN} more"] if len(faults) > SHOWN else []
        raise ConfigurationError("\n".join([*map(str, faults[:SHOWN]), *more]))


def _member(folder: Path, split: str | None) -> Path:
    """The file of `split` in `folder`."""
    there: dict[str, list[Path]] = {}
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in SUFFIXES:
            there.setdefault(path.stem, []).append(path)
    if split in there:
        first, *others = there[split]
        if others:
            names = ", ".join(path.name for path in there[split])
            raise ConfigurationError(
                f"{folder}: the split {split!r} is in several files, {names}: keep one"
            )
        return first
    accepted = ", ".join(there) or f"none: it holds no {', '.join(SUFFIXES)}"
    given = f"no split {split!r}" if split else "name a split"
    raise ConfigurationError(f"{folder}: {given}; accepted are {accepted}")


def _csv(path: Path) -> tuple[list[Line], list[Fault]]:
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return [], [Fault(str(path), line, "", f"not UTF-8: byte {raw[error.start]:#04x}")]
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))  # or a long cell is an error
    found, faults, start = [], [], 1
    try:
        rows = _table(text)
        counted = Counter(filter(None, rows.fieldnames or ()))
        if twice := [name for name, count in counted.items() if count > 1]:
            told = [f"the column {name!r} is given twice" for name in twice]
            return [], [Fault(str(path), 1, "", problem) for problem in told]
        start = rows.line_num + 1
        for row in rows:
            if None in row:
                faults.append(Fault(str(path), start, "", "more cells than columns"))
            else:
                cells = {name: cell or None for name, cell in row.items() if name}
                found.append(Line(str(path), start, cells))
            start = rows.line_num + 1
    except csv.Error as error:
        faults.append(Fault(str(path), start, "", f"not CSV: {error}"))
    return found, faults


def _table(text: str) -> "csv.DictReader[str]":
    """The rows of a table under the names of its columns, which have no blanks round them.

    Where a blank follows a comma of the header, one does in the rows too, and is no part of
    a cell: quotes may stand after it.
    """
    header = next(csv.reader(io.StringIO(text, newline=""), strict=True), [])
    apart = any(name.startswith(" ") for name in header)
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True, skipinitialspace=apart)
    rows.fieldnames = [name.strip() for name in rows.fieldnames or ()]
    return rows


def _parquet(path: Path) -> tuple[list[Line], list[Fault]]:
    import pyarrow
    from pyarrow import parquet

    found: list[Any] = []
    size = 0
    try:
        # few rows at a time, since many that are alike take next to nothing in the file
        for part in parquet.ParquetFile(path).iter_batches(batch_size=16):
            rows = part.to_pylist() if part.nbytes <= MOST - size else []
            size += _size(rows)  # `nbytes` of each part counts the whole of a dictionary
            if size > MOST or len(rows) < len(part):
                told = f"larger than {MOST // 10**6} MB when it is read: give fewer rows"
                return [], [Fault(str(path), 1, "", told)]
            found += rows
    except pyarrow.ArrowInvalid as error:
        return [], [Fault(str(path), 1, "", f"not Parquet: {error}")]
    return [Line(str(path), number, row) for number, row in enumerate(found, 1)], []


def _size(value: Any) -> int:
    """Bytes that a value takes at least, with all that is in it."""
    if isinstance(value, str | bytes):
        return len(value)
    if isinstance(value, dict):
        value = list(value.values())
    return 8 + (sum(map(_size, value)) if isinstance(value, list) else 0)


SUFFIXES: dict[str, Callable[[Path], tuple[list[Line], list[Fault]]]] = {
    ".jsonl": read,
    ".csv": _csv,
    ".parquet": _parquet,
}
"""The files that are read, by suffix."""


def _hub(name: str, split: str | None) -> list[Line]:
    """A dataset of the hub, cached where `datasets` caches; a split if it has several."""
    import datasets
    import httpx

    try:
        if split is None:
            split = _only(name, datasets.get_dataset_split_names(name))
        table: Any = datasets.load_dataset(name, split=split)
    except (ConnectionError, httpx.TransportError) as error:
        why = f"the hub cannot be reached ({type(error).__name__})"
        raise ModelError(f"{name}: {why}; give a file instead", retryable=True) from None
    except FileNotFoundError as error:
        raise ConfigurationError(f"{name}: no such file, nor on the hub: {error}") from None
    except (OSError, ValueError, RuntimeError, datasets.exceptions.DatasetsError) as error:
        why = "the hub's dataset cannot be read"
        raise ConfigurationError(f"{name}: {why}: {error}") from None
    return [Line(name, number, dict(row)) for number, row in enumerate(table, 1)]


def _only(name: str, splits: list[str]) -> str:
    if len(splits) != 1:
        raise ConfigurationError(f"{name}: name a split; accepted are {', '.join(splits)}")
    return splits[0]
