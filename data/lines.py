"""JSONL as it stands in a file: one object a line, each fault named by file and line."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["Fault", "Line", "read", "short", "unsound"]


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong; `line` counts from 1, and `id` is empty where none was read."""

    file: str
    line: int
    id: str
    problem: str

    def __str__(self) -> str:
        return ": ".join(filter(None, (f"{self.file}:{self.line}", self.id, self.problem)))


@dataclass(frozen=True)
class Line:
    """One line's object and where it stands."""

    file: str
    number: int
    value: dict[str, Any]

    @property
    def id(self) -> str:
        """The row's id, or nothing if it has none that is text."""
        given = self.value.get("id")
        return given if isinstance(given, str) else ""

    def fault(self, problem: str) -> Fault:
        """That `problem` is wrong here."""
        return Fault(self.file, self.number, self.id, problem)


def short(value: object, most: int = 60) -> str:
    """`value` in quotes as a message shows it, cut to `most` characters with an ellipsis."""
    text = value if isinstance(value, str) else str(value)
    shown = repr(text if len(text) < most else f"{text[: most - 1].rstrip()}…")
    return shown if isinstance(value, str) else shown[1:-1]


def unsound(text: str) -> str:
    """What is wrong with text that UTF-8 cannot hold, or nothing: JSON and YAML can escape it."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        return f"is not valid Unicode: a lone surrogate U+{ord(text[error.start]):04X}"
    return ""


def read(path: Path) -> tuple[list[Line], list[Fault]]:
    """The objects of a file and the lines that hold none; OSError if it cannot be read."""
    lines: list[Line] = []
    faults: list[Fault] = []
    for number, raw in enumerate(path.read_bytes().split(b"\n"), 1):
        try:
            text = raw.decode("utf-8-sig" if number == 1 else "utf-8").strip()
            if text:
                lines.append(Line(str(path), number, _object(text)))
        except UnicodeDecodeError as error:
            problem = f"not UTF-8: byte {error.object[error.start]:#04x} at {error.start + 1}"
            faults.append(Fault(str(path), number, "", problem))
        except (ValueError, RecursionError) as error:
            faults.append(Fault(str(path), number, "", str(error)))
    return lines, faults


def _object(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text, object_pairs_hook=_once, parse_constant=_constant)
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON: {error.msg} at column {error.colno}") from None
    except RecursionError:
        raise ValueError("not JSON: nested too deep") from None
    if not isinstance(value, dict):
        raise ValueError(f"a row is an object, {{...}}, and this is {_kind(value)}")
    if "\\u" in text:
        _sound(value)
    return value


def _sound(value: dict[str, Any]) -> None:
    for field, item in value.items():
        if wrong := unsound(json.dumps([field, item], ensure_ascii=False)):
            raise ValueError(f"{field!r} {wrong}")


def _once(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    value: dict[str, Any] = {}
    for key, item in pairs:
        if key in value:
            raise ValueError(f"the field {key!r} is given twice")
        value[key] = item
    return value


def _constant(name: str) -> None:
    raise ValueError(f"not JSON: {name} is no JSON value")


def _kind(value: object) -> str:
    kinds = {list: "a list", str: "text", bool: "true or false", type(None): "null"}
    return kinds.get(type(value), "a number")
