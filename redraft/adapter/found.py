"""The JSON object in a reply that may hold more than that."""

import json
import re
from typing import Any

import json_repair

from .ending import closing, ending
from .shape import Shape

__all__ = ["BRACE", "FENCED", "after", "answer", "found_in", "starts"]

_DECODER = json.JSONDecoder(strict=False)
BRACE = re.compile(r"\{(?=\s*[\"}])")  # opens an object, not a {word} in braces
_LINE = re.compile(r"^\{(?=\s*[\"}])", re.MULTILINE)
_TRIES = 20  # no reply has more objects that are none
_DEEPEST = 200  # json-repair goes no deeper, and takes long to find that out
FENCED = re.compile(r"```\w*\s*\Z")
_FENCE = re.compile(r"^[ \t]*```", re.MULTILINE)
_CLOSED = re.compile(r"\s*```[ \t]*(?:\n|\Z)")


def found_in(form: Shape, reply: str) -> tuple[dict[str, Any] | None, str, bool]:
    """The JSON object of a reply, what follows it, and whether it had to be mended."""
    names = {name for name, _, _ in form.head.fields}
    found, start, end = answer(form, reply)
    if found is not None and names & found.keys():
        return found, after(reply, start, end), False
    other = found
    for start in starts(reply):
        found, end = _mended(form, reply, start)
        if found is not None and names & found.keys():
            return found, after(reply, start, end), True
        other = found if other is None else other
    return other, "", False


def answer(form: Shape, reply: str) -> tuple[dict[str, Any] | None, int, int]:
    """The first whole object with every field of the head, or else with one, or else any.

    Behind one that cannot be read it has to open a line, so as to be none of its words. Before
    a tail the first with a field will do, and one that cannot be read but opens a line is the
    answer: what follows it is the text.
    """
    names = {name for name, _, _ in form.head.fields}
    best: tuple[dict[str, Any] | None, int, int] = (None, 0, 0)
    most, begun = -1, BRACE.search(reply)
    for _ in range(_TRIES):
        if begun is None:
            break
        start = begun.start()
        found, end = _whole(reply, start)
        if found is None:
            if form.tail and _opens_a_line(reply, start):
                break
            begun = _LINE.search(reply, closing(reply, start))
            continue
        if (told := len(names & found.keys())) > most:
            best, most = (found, start, end), told
        if told and (form.tail or told == len(names)):
            break
        begun = BRACE.search(reply, end)
    return best


def _opens_a_line(reply: str, start: int) -> bool:
    return not reply[reply.rfind("\n", 0, start) + 1 : start].strip()


def _whole(reply: str, start: int) -> tuple[dict[str, Any] | None, int]:
    """The object that begins there, if it is one, and its end."""
    try:
        found: tuple[dict[str, Any], int] = _DECODER.raw_decode(reply, start)
    except (ValueError, RecursionError):  # or a number of thousands of digits, or too deep
        return None, 0
    return found


def _mended(form: Shape, reply: str, start: int) -> tuple[dict[str, Any] | None, int]:
    """The same of what is almost JSON, which before a tail ends where that begins."""
    end = ending(reply, start) if form.tail is not None else len(reply)
    found = _loads(reply[start:end])
    if end < len(reply) and found and found.get(form.tail or ""):  # the text is inside, and goes on
        return _loads(reply[start:]), len(reply)
    return found, end


def _loads(text: str) -> dict[str, Any] | None:
    if text.count("{") - text.count("}") > _DEEPEST:
        return None
    try:
        found = json_repair.loads(text)
    except (ValueError, RecursionError):
        return None
    if isinstance(found, list):
        found = next((item for item in found if isinstance(item, dict)), None)
    return found if isinstance(found, dict) else None


def after(reply: str, start: int, end: int) -> str:
    """What follows the object, less the code fence around the object or around the whole reply."""
    rest = reply[end:]
    if not FENCED.search(reply[:start]):
        return rest
    if closed := _CLOSED.match(rest):
        return rest[closed.end() :]
    return rest.rstrip().removesuffix("```") if len(_FENCE.findall(rest)) % 2 else rest


def starts(reply: str) -> list[int]:
    """Where the JSON of a reply may begin."""
    begun = BRACE.search(reply)
    found = dict.fromkeys([begun.start() if begun else -1, reply.find("{")])
    return [start for start in found if start >= 0]
