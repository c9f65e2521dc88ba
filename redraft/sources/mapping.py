"""A record of anybody's making as a row of ours: `{field: column}`, and cells made lists."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from redraft.checklist import boxes_from, parse_markdown
from redraft.checks.markdown import blocks
from redraft.data import FIELDS, Row
from redraft.data.lines import Fault, Line, short
from redraft.data.schema import problems
from redraft.errors import ConfigurationError
from redraft.texts.ids import numbered
from redraft.texts.nearest import accepted

__all__ = ["columns", "row_of"]

LISTS = {"requirements": "r", "checklist": "b", "weaknesses": "w", "verdicts": ""}
"""The fields that hold several things, and the letter that they are numbered with."""

BEGUN = re.compile(r"""\s*\[\s*["'{]""")
"""A list in JSON or in Python as it begins: `[Must] be short` and `[ ] Short?` are none."""


def columns(mapping: Mapping[str, str], lines: Iterable[Line]) -> dict[str, str]:
    """Which column each field is read from: as mapped, else the column of its own name.

    Blanks round a column's name do not count, unless another has that name without them.
    ConfigurationError for a field that is none of ours and for a column that is nowhere.
    """
    given = dict.fromkeys(key for line in lines for key in line.value)
    there = {key.strip(): key for key in given} | {key: key for key in given}
    for field, column in mapping.items():
        if field not in FIELDS:
            raise ConfigurationError(
                f"--map {field}={column}: no field {field!r}: {accepted(field, FIELDS)}"
            )
        if column not in there:
            raise ConfigurationError(
                f"--map {field}={column}: no column {column!r}: {accepted(column, given)}"
            )
    named = {field: there[column] for field, column in mapping.items()}
    taken = set(named.values())
    own = {field: there[field] for field in FIELDS if field in there and there[field] not in taken}
    found = {**own, **named}
    if "task" not in found:
        names = ", ".join(map(repr, given))
        raise ConfigurationError(f"no column 'task' among {names}: name it by --map task=COLUMN")
    return found


def row_of(
    line: Line, where: Mapping[str, str], before: Counter[str]
) -> tuple[Row | None, list[Fault]]:
    """The row that `line` holds, or what is wrong with it.

    Without an id it is named by its task and draft, so that it has the same name in any file;
    `before` counts those that were named so, and numbers rows that say the same.
    """
    given = {field: line.value.get(column) for field, column in where.items()}
    fields = {field: value for field, value in given.items() if value is not None and value != ""}
    named = Line(line.file, line.number, {"id": str(fields.get("id", "")).strip()})
    if "id" not in fields:
        fields["id"] = _name(fields, before)
    try:
        read = {field: _value(field, value) for field, value in fields.items()}
        if not read.get("checklist") and isinstance(read.get("task"), str):
            read["task"], boxes = parse_markdown(read["task"])
            read["checklist"] = [box.model_dump() for box in boxes]
    except (ConfigurationError, ValueError) as error:
        return None, [named.fault(str(error))]
    try:
        return Row.model_validate(read), []
    except ValidationError as error:
        return None, [named.fault(problem) for problem in problems(error, read)]


def _name(fields: Mapping[str, Any], before: Counter[str]) -> str:
    said = json.dumps([str(fields.get(field, "")) for field in ("task", "draft")])
    name = hashlib.sha256(said.encode()).hexdigest()[:10]
    before[name] += 1
    return name if before[name] == 1 else f"{name}-{before[name]}"


def _value(field: str, value: Any) -> Any:
    """A cell as its field holds it: text may stand for a list, a number for an id."""
    if field == "id" and isinstance(value, int | str) and not isinstance(value, bool):
        return str(value).strip()
    if field == "clean" and isinstance(value, str):
        return {"true": True, "false": False}.get(value.strip().lower(), value)
    if field not in LISTS:
        return value
    items = _items(field, value)
    if field == "checklist":
        return [box.model_dump() for box in boxes_from(items, source="checklist")]
    things = [_item(field, item) for item in items]
    return _numbered(field, things) if LISTS[field] else things


def _items(field: str, value: Any) -> list[Any]:
    if isinstance(value, str) and value.lstrip().startswith("["):
        try:
            value = json.loads(value)
        except json.JSONDecodeError as error:
            lines = field in ("checklist", "requirements") and not BEGUN.match(value)
            if not lines:
                raise ValueError(f"{field!r} is not JSON: {error.msg}") from None
        except RecursionError:
            raise ValueError(f"{field!r} is not JSON: nested too deep") from None
    if isinstance(value, str):
        boxes = _boxes(value) if field == "checklist" else []
        return boxes or [line.strip() for line in value.splitlines() if line.strip()]
    if not isinstance(value, list):
        raise ValueError(f"{field!r} is {short(value)}: accepted are a list, or one thing a line")
    return value


def _boxes(text: str) -> list[Any]:
    """The boxes of a cell in Markdown; ValueError for a line beside them that is no heading."""
    rest, boxes = parse_markdown(text)
    beside = [block.text.split("\n") for block in blocks(rest) if block.kind != "heading"]
    lost = [line for lines in beside for line in lines if not line.endswith(":")]
    if boxes and lost:
        raise ValueError(
            f"'checklist': {short(lost[0])} is no box: begin every line with - [ ], or none"
        )
    return list(boxes)


def _item(field: str, item: Any) -> Any:
    """One thing of a list, without the nulls that tables fill up with."""
    if field == "requirements" and isinstance(item, str):
        item = {"says": item}
    if not isinstance(item, dict):
        return item
    return {key: value for key, value in item.items() if value is not None}


def _numbered(field: str, things: list[Any]) -> list[Any]:
    """The things with their ids, free ones where none is given; ValueError for one given twice."""
    given = [thing.get("id") if isinstance(thing, dict) else None for thing in things]
    ids = numbered(given, LISTS[field])
    if twice := [ident for ident, times in Counter(ids).items() if times > 1]:
        raise ValueError(f"{field}: the id {twice[0]} is there twice")
    return [
        {**thing, "id": ident} if isinstance(thing, dict) else thing
        for thing, ident in zip(things, ids, strict=True)
    ]
