"""A reply back into fields."""

import json
import re
from typing import Any

import dspy
import json_repair
from dspy.adapters.utils import apply_output_field_defaults, parse_value
from dspy.utils.exceptions import AdapterParseError

from .ending import closing, ending
from .shape import Listing, Node, Object, Shape, shape
from .thoughts import spoken
from .typed import plain, reader

__all__ = ["Parsed", "dump", "parse", "starts", "tail"]

_DECODER = json.JSONDecoder(strict=False)
_BRACE = re.compile(r"\{(?=\s*[\"}])")  # opens an object, not a {word} in braces
_LINE = re.compile(r"^\{(?=\s*[\"}])", re.MULTILINE)
_TRIES = 20  # no reply has more objects that are none
_DEEPEST = 200  # json-repair goes no deeper, and takes long to find that out
_FENCED = re.compile(r"```\w*\s*\Z")
_FENCE = re.compile(r"^[ \t]*```", re.MULTILINE)
_CLOSED = re.compile(r"\s*```[ \t]*(?:\n|\Z)")


class Parsed(dict[str, Any]):
    """The output fields of a reply; `repaired` if its JSON had to be mended first.

    `last` is the one that mended JSON ends with, where nothing follows that.
    """

    repaired = False
    last = ""


def parse(signature: type[dspy.Signature], reply: str) -> Parsed:
    """The fields of `reply`.

    Raises:
        AdapterParseError: no JSON object was found, a field is missing or empty where
            text was asked for, or its value cannot be read as the field's type.
    """
    form = shape(signature)
    fields = Parsed()
    found, rest = dict[str, Any](), spoken(reply)
    if form.head.fields:
        some, rest, fields.repaired = _object(form, rest)
        if some is None:
            raise _error(signature, reply, "has no JSON object")
        found = some
        if fields.repaired and not rest.strip():
            fields.last = next(reversed(found), "")
    if form.tail is not None and not str(found.get(form.tail) or "").strip():
        found = found | {form.tail: rest.strip()}
    for name, info in signature.output_fields.items():
        absent = found.get(name) is None and info.annotation is str  # "null" is no text
        if name in found and not absent and (found[name] or name != form.tail):
            try:
                fields[name] = _value(signature, name, found[name], info.annotation)
            except ValueError as error:
                raise _error(signature, reply, f"has a bad {name}: {error}") from error
    fields.update(apply_output_field_defaults(signature, fields))
    if missing := [name for name in signature.output_fields if name not in fields]:
        raise _error(signature, reply, f"lacks {', '.join(missing)}")
    return fields


def tail(form: Shape, reply: str) -> str:
    """What has come of the free text of a reply that may go on, less what may yet be cut off."""
    rest, start = (reply := spoken(reply, goes_on=True)), 0
    if form.head.fields:
        found, start, end = _answer(form, reply)
        if not found or not any(name in found for name, _, _ in form.head.fields):
            return ""
        if str(found.get(form.tail or "") or "").strip():  # the text is inside
            return ""
        rest = _after(reply, start, end)
    rest = rest.strip()
    return rest.rstrip("`\n ") if _FENCED.search(reply[:start]) else rest


def starts(reply: str) -> list[int]:
    """Where the JSON of a reply may begin."""
    begun = _BRACE.search(reply)
    found = dict.fromkeys([begun.start() if begun else -1, reply.find("{")])
    return [start for start in found if start >= 0]


def _value(signature: type[dspy.Signature], name: str, value: Any, annotation: Any) -> Any:
    """As DSPy reads it; what is a list or an object already needs none of DSPy's guesses."""
    listed = isinstance(value, list | dict)
    said = json.dumps(value, ensure_ascii=False) if listed else str(value)
    said.encode()  # a lone surrogate can be sent to nobody; the error is a ValueError
    if listed:
        return reader(signature, name).validate_python(value)
    return parse_value(value, annotation)


def dump(form: Shape, outputs: dict[str, Any]) -> str:
    """What a reply with these outputs looks like: the other way round, for examples."""
    head = {
        name: _shown(node, plain(outputs[name]))
        for name, node, _ in form.head.fields
        if outputs.get(name) is not None
    }
    parts = [json.dumps(head, ensure_ascii=False)] if head else []
    if form.tail is not None and outputs.get(form.tail) is not None:
        parts.append(str(outputs[form.tail]))
    return "\n\n".join(parts)


def _shown(node: Node, value: Any) -> Any:
    """The value without the fields that no reply has, such as an id that code gives."""
    match node, value:
        case Listing(), list():
            return [_shown(node.item, item) for item in value]
        case Object(), dict():
            return {
                name: _shown(child, value[name]) for name, child, _ in node.fields if name in value
            }
        case _:
            return value


def _object(form: Shape, reply: str) -> tuple[dict[str, Any] | None, str, bool]:
    """The JSON object of a reply, what follows it, and whether it had to be mended."""
    names = {name for name, _, _ in form.head.fields}
    found, start, end = _answer(form, reply)
    if found is not None and names & found.keys():
        return found, _after(reply, start, end), False
    other = found
    for start in starts(reply):
        found, end = _mended(form, reply, start)
        if found is not None and names & found.keys():
            return found, _after(reply, start, end), True
        other = found if other is None else other
    return other, "", False


def _answer(form: Shape, reply: str) -> tuple[dict[str, Any] | None, int, int]:
    """The first whole object with every field of the head, or else with one, or else any.

    Behind one that cannot be read it has to open a line, so as to be none of its words. Before
    a tail the first with a field will do, and one that cannot be read but opens a line is the
    answer: what follows it is the text.
    """
    names = {name for name, _, _ in form.head.fields}
    best: tuple[dict[str, Any] | None, int, int] = (None, 0, 0)
    most, begun = -1, _BRACE.search(reply)
    for _ in range(_TRIES):
        if begun is None:
            break
        start = begun.start()
        found, end = _whole(form, reply, start)
        if found is None:
            if form.tail and _opens_a_line(reply, start):
                break
            begun = _LINE.search(reply, closing(reply, start))
            continue
        if (told := len(names & found.keys())) > most:
            best, most = (found, start, end), told
        if told and (form.tail or told == len(names)):
            break
        begun = _BRACE.search(reply, end)
    return best


def _opens_a_line(reply: str, start: int) -> bool:
    return not reply[reply.rfind("\n", 0, start) + 1 : start].strip()


def _whole(form: Shape, reply: str, start: int) -> tuple[dict[str, Any] | None, int]:
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


def _after(reply: str, start: int, end: int) -> str:
    """What follows the object, less the code fence around the object or around the whole reply."""
    rest = reply[end:]
    if not _FENCED.search(reply[:start]):
        return rest
    if closed := _CLOSED.match(rest):
        return rest[closed.end() :]
    return rest.rstrip().removesuffix("```") if len(_FENCE.findall(rest)) % 2 else rest


def _error(signature: type[dspy.Signature], reply: str, why: str) -> AdapterParseError:
    return AdapterParseError(
        adapter_name="Prefix",
        signature=signature,
        lm_response=reply,
        message=f"The reply {why}.",
    )
