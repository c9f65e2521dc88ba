"""A reply back into fields."""

import json
from typing import Any

import dspy
from dspy.adapters.utils import apply_output_field_defaults, parse_value
from dspy.utils.exceptions import AdapterParseError

from .found import FENCED, after, answer, found_in
from .shape import Listing, Node, Object, Shape, shape
from .thoughts import spoken
from .typed import plain, reader

__all__ = ["Parsed", "dump", "parse", "tail"]


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
        some, rest, fields.repaired = found_in(form, rest)
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
                fields[name], mended = _value(signature, name, found[name])
            except ValueError as error:
                raise _error(signature, reply, f"has a bad {name}: {error}") from error
            fields.repaired |= mended
    fields.update(apply_output_field_defaults(signature, fields))
    if missing := [name for name in signature.output_fields if name not in fields]:
        raise _error(signature, reply, f"lacks {', '.join(missing)}")
    return fields


def tail(form: Shape, reply: str) -> str:
    """What has come of the free text of a reply that may go on, less what may yet be cut off."""
    rest, start = (reply := spoken(reply, goes_on=True)), 0
    if form.head.fields:
        found, start, end = answer(form, reply)
        if not found or not any(name in found for name, _, _ in form.head.fields):
            return ""
        if str(found.get(form.tail or "") or "").strip():  # the text is inside
            return ""
        rest = after(reply, start, end)
    rest = rest.strip()
    return rest.rstrip("`\n ") if FENCED.search(reply[:start]) else rest


def _value(signature: type[dspy.Signature], name: str, value: Any) -> tuple[Any, bool]:
    """As DSPy reads it, and whether JSON within a string had to be mended for that.

    What the field can hold as it is needs none of DSPy's guesses.
    """
    listed = isinstance(value, list | dict)
    said = json.dumps(value, ensure_ascii=False) if listed else str(value)
    said.encode()  # a lone surrogate can be sent to nobody; the error is a ValueError
    try:
        return reader(signature, name).validate_python(value), False
    except ValueError:
        if listed:
            raise
        return parse_value(value, signature.output_fields[name].annotation), _broken(value)


def _broken(value: Any) -> bool:
    """Whether it is a string that begins as a list or an object does, and is no JSON."""
    if not isinstance(value, str) or not value.lstrip().startswith(("[", "{")):
        return False
    try:
        json.loads(value)
    except (ValueError, RecursionError):
        return True
    return False


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


def _error(signature: type[dspy.Signature], reply: str, why: str) -> AdapterParseError:
    return AdapterParseError(
        adapter_name="Prefix",
        signature=signature,
        lm_response=reply,
        message=f"The reply {why}.",
    )
