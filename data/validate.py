"""`redraft data check`: what is wrong with labelled rows, each fault with file, line and id."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pydantic import ValidationError

from .labels import judge
from .lines import Fault, Line, read
from .schema import Labelled, problems
from .twins import twins

__all__ = ["check"]


def check(paths: Iterable[Path]) -> tuple[int, list[Fault]]:
    """How many rows the files hold, and every fault, in the order of files and lines.

    Ids and texts are compared across all the files. OSError if one cannot be read.
    """
    lines: list[Line] = []
    faults: list[Fault] = []
    for path in paths:
        found, broken = read(path)
        lines += found
        faults += broken
        if not found and not broken:
            faults.append(Fault(str(path), 1, "", "no rows"))
    rows, misfits = _rows(lines)
    faults += misfits
    faults += [line.fault(problem) for line, row in rows for problem in judge(row)]
    faults += _ids(lines)
    faults += _twins(rows)
    files = list(dict.fromkeys([fault.file for fault in faults]))
    return len(lines), sorted(faults, key=lambda fault: (files.index(fault.file), fault.line))


def _rows(lines: Iterable[Line]) -> tuple[list[tuple[Line, Labelled]], list[Fault]]:
    rows: list[tuple[Line, Labelled]] = []
    faults: list[Fault] = []
    for line in lines:
        try:
            rows.append((line, Labelled.model_validate(line.value)))
        except ValidationError as error:
            faults += [line.fault(problem) for problem in problems(error, line.value)]
    return rows, faults


def _ids(lines: Iterable[Line]) -> Iterator[Fault]:
    first: dict[str, Line] = {}
    for line in lines:
        before = first.setdefault(line.id, line)
        if line.id and before is not line:
            yield line.fault(f"the id is given already at {before.file}:{before.number}")


def _twins(rows: Sequence[tuple[Line, Labelled]]) -> Iterator[Fault]:
    for later, earlier, field, likeness in twins([row for _, row in rows]):
        line, before = rows[later][0], rows[earlier][0]
        where = f"{before.id} ({before.file}:{before.number})"
        yield line.fault(f"the {field} is {likeness:.0f} % alike that of {where}")
