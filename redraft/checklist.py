"""Checklists as people write them: boxes in a Markdown task, in a file, or in Python."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from yaml.reader import ReaderError

from .checks import CheckError, parse
from .checks.boxes import boxes_in
from .checks.braces import coded
from .data.lines import short, unsound
from .errors import ConfigurationError
from .plain import decoded
from .signatures.types import Box

__all__ = ["boxes_from", "load_checklist", "parse_markdown"]

KEYS = ("question", "check", "id")
BOX_EXAMPLE = "- [ ] Is it under 170 words? {words <= 170}"


class _Entry(NamedTuple):
    """One box as it was written; `where` opens the message if it cannot be read."""

    where: str
    question: str
    check: str | None = None
    id: str = ""


def parse_markdown(text: str, source: str = "task") -> tuple[str, list[Box]]:
    """The task without its boxes, and the boxes: lines such as `- [ ] question {check}`.

    A line indented under a box goes on with its question; a heading that says only
    "Checklist" goes with the boxes. Boxes in code stay. ConfigurationError names the line.
    """
    rest, found = boxes_in(text)
    return rest, _boxes([_Entry(f"{source}:{line}", question) for line, question in found])


def load_checklist(path: str | Path) -> list[Box]:
    """The boxes of a Markdown, YAML or JSON file; ConfigurationError names the file and place."""
    file = Path(path)
    try:
        text = decoded(file.read_bytes(), str(file))
    except OSError as error:
        raise ConfigurationError(f"{file} cannot be read: {error.strerror}") from None
    suffix = file.suffix.lower()
    if suffix in (".yaml", ".yml", ".json"):
        reader = _read_json if suffix == ".json" else _read_yaml
        boxes = _boxes(reader(text, str(file)))
        example = 'a list of questions, such as - "Is it under 170 words? {words <= 170}"'
    elif suffix in (".md", ".markdown", ".txt"):
        boxes = parse_markdown(text, str(file))[1]
        example = f"lines such as {BOX_EXAMPLE}"
    else:
        raise ConfigurationError(f"{file} is no checklist: name it .md, .yaml, .yml or .json")
    if not boxes:
        raise ConfigurationError(f"{file}:1: no boxes; accepted are {example}")
    return boxes


def boxes_from(
    items: Iterable[str | Mapping[str, Any] | Box], source: str = "checklist"
) -> list[Box]:
    """Boxes of strings, mappings with question, check and id, or boxes, each made unique.

    An id that is not given is the box's place: b1, b2, ... ConfigurationError names the box.
    """
    if isinstance(items, str | Mapping):
        raise ConfigurationError(f"{source}: a checklist is a list of questions, not one value")
    return _boxes([_entry(item, f"{source}, box {n}") for n, item in enumerate(items, 1)])


def _read_json(text: str, source: str) -> list[_Entry]:
    try:
        root = json.loads(text)
    except json.JSONDecodeError as error:
        raise ConfigurationError(f"{source}:{error.lineno}: not JSON: {error.msg}") from None
    except RecursionError:
        raise ConfigurationError(f"{source}:1: not JSON: nested too deep") from None
    except ValueError as error:
        raise ConfigurationError(f"{source}:1: not JSON: {error}") from None
    if not isinstance(root, list):
        accepted = 'a list, as in ["Is it under 170 words? {words <= 170}"]'
        raise ConfigurationError(f"{source}:1: a JSON checklist is {accepted}")
    return [_entry(item, f"{source}, box {n}") for n, item in enumerate(root, 1)]


def _read_yaml(text: str, source: str) -> list[_Entry]:
    try:
        loader = yaml.SafeLoader(text)
        root = loader.get_single_node()
        if root is not None and not isinstance(root, yaml.SequenceNode):
            raise ConfigurationError(f"{source}:1: a YAML checklist is a list: begin lines with -")
        nodes = root.value if root is not None else []
        placed = zip(nodes, _places(nodes, source), strict=True)
        return [_entry(_value(loader, node, place), place) for node, place in placed]
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise ConfigurationError(f"{source}:{line}: not YAML: {error.reason}") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        problem = getattr(error, "problem", None) or "it cannot be read"
        raise ConfigurationError(f"{source}:{line}: not YAML: {problem}") from None
    except RecursionError:
        raise ConfigurationError(f"{source}:1: not YAML: nested too deep") from None


def _places(nodes: list[Any], source: str) -> Iterator[str]:
    """Where each box stands: its line, and which box it is where a line has several."""
    lines = [node.start_mark.line + 1 for node in nodes]
    on = Counter(lines)
    for number, line in enumerate(lines, 1):
        yield f"{source}:{line}" + (f", box {number}" if on[line] > 1 else "")


def _value(loader: yaml.SafeLoader, node: Any, where: str) -> Any:
    """What a node says; ConfigurationError for a date that is none, and the like."""
    try:
        return loader.construct_object(node, deep=True)
    except (ValueError, LookupError, AttributeError) as error:
        raise ConfigurationError(
            f"{where}: not YAML: {error}: write it as text, in quotes"
        ) from None


def _entry(item: object, where: str) -> _Entry:
    if isinstance(item, Box):
        return _Entry(where, item.question, item.check, item.id)
    if isinstance(item, str):
        return _Entry(where, item)
    if not isinstance(item, Mapping):
        accepted = "text, or a mapping with question, check and id"
        raise ConfigurationError(f"{where}: {item!r} is not a box: accepted is {accepted}")
    for key, value in item.items():
        _allowed(key, value, where)
    check, ident = item.get("check"), item.get("id")
    named = "" if ident is None else str(ident)
    return _Entry(where, item.get("question") or check or "", check, named)


def _allowed(key: object, value: object, where: str) -> None:
    if key not in KEYS:
        near = get_close_matches(str(key), KEYS, 1)
        hint = f"did you mean {near[0]}?" if near else "put text that holds ': ' in quotes"
        accepted = "question, check and id"
        raise ConfigurationError(f"{where}: unknown key {key!r}: accepted are {accepted}; {hint}")
    if not isinstance(value, str | None) and not (key == "id" and isinstance(value, int)):
        raise ConfigurationError(f"{where}: {key} is {value!r}: write it as text, in quotes")


def _boxes(entries: list[_Entry]) -> list[Box]:
    """Each entry as a box; an empty question, a duplicate, a bad check or character is refused."""
    given = {entry.id for entry in entries}
    boxes: list[Box] = []
    ids: dict[str, str] = {}
    asked: dict[tuple[str, str | None], str] = {}
    for number, entry in enumerate(entries, 1):
        question, check = _coded(entry)
        box = Box(id=entry.id or _free(number, given), question=question, check=check)
        for what, first in (
            (f"id {box.id!r}", ids.setdefault(box.id, entry.where)),
            (f"{question!r}", asked.setdefault((question.lower(), check), entry.where)),
        ):
            if first != entry.where:
                raise ConfigurationError(f"{entry.where}: {what} is already given at {first}")
        boxes.append(box)
    return boxes


def _free(number: int, given: set[str]) -> str:
    name = f"b{number}"
    while name in given:
        name += "x"
    return name


def _coded(entry: _Entry) -> tuple[str, str | None]:
    """The question on one line, and the canonical text of its check or None."""
    for text in (entry.question, entry.check or "", entry.id):
        if wrong := unsound(text):
            raise ConfigurationError(f"{entry.where}: {short(text)} {wrong}")
    try:
        check = parse(entry.check).expression if entry.check else None
        question, check = (entry.question, check) if check else coded(entry.question)
    except CheckError as error:
        raise ConfigurationError(f"{entry.where}: {error}") from None
    if not question.strip():
        raise ConfigurationError(f"{entry.where}: a box needs a question, as in: {BOX_EXAMPLE}")
    return " ".join(question.split()), check
