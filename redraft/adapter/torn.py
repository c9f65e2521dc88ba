"""A reply that was cut in the middle of its JSON, without the item that it was cut in."""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeAlias

import dspy
from dspy.utils.exceptions import AdapterParseError

from .found import BRACE
from .reply import Parsed
from .shape import Node, Object, shape
from .thoughts import spoken

__all__ = ["Parse", "untorn"]

Parse: TypeAlias = Callable[[type[dspy.Signature], str], dict[str, Any]]
"""How an adapter makes the fields of a reply."""

_TOKEN = re.compile(
    r'\s*("[^"\\]*(?:\\.[^"\\]*)*(?:(?P<end>")|\\?\Z)|[\w.+-]+|[\[\]{},:])', re.DOTALL
)
_CLOSES = {"{": "}", "[": "]"}


@dataclass
class _Open:
    """A list or an object that is not closed: where its last item begins, and the item's name."""

    mark: str
    at: int
    name: str = ""
    named: bool = False


def untorn(
    parse: Parse, signature: type[dspy.Signature], reply: str, fields: Parsed
) -> dict[str, Any]:
    """The fields, without the item or entry at the end of the list or mapping that was cut.

    It is the outermost one, so that no half of a record is left. A text stays as it came.
    `parse` reads the reply again up to there.
    """
    reply = spoken(reply)
    found = _opened(reply)
    if found is None:  # JSON as bad as this tells nobody where it was cut
        torn = fields.get(fields.last)
        if isinstance(torn, list) and not reply.rstrip("} \r\n\t").endswith("]"):
            fields[fields.last] = torn[:-1]
        return fields
    opened, whole = found
    node: Node | None = shape(signature).head
    for one in opened:
        if one.mark == "[":
            ended = whole and one is opened[-1]
            return fields if ended else parse(signature, reply[: one.at])
        if not isinstance(node, Object):
            if not (whole and one is opened[-1]):
                with suppress(AdapterParseError):  # a record after all, and it needs that field
                    return parse(signature, reply[: one.at])
            return fields
        node = next((child for name, child, _ in node.fields if name == one.name), None)
    return fields


def _opened(reply: str) -> tuple[list[_Open], bool] | None:
    """What is not closed at the end, and whether the last item was whole; None if it is no JSON."""
    at = 0
    while begun := BRACE.search(reply, at):
        opened, at, whole = _scanned(reply, begun.start())
        if opened:
            return (opened, whole) if not reply[at:].strip() else None
    return [], True


def _scanned(reply: str, at: int) -> tuple[list[_Open], int, bool]:
    """The same of the object that begins there, and where it ends or is no JSON any more."""
    opened: list[_Open] = []
    valued = whole = False  # whether a value has just ended, and whether nothing can lengthen it
    while token := _TOKEN.match(reply, at):
        said, last = token[1], opened[-1] if opened else None
        if said in _CLOSES and not valued:
            opened.append(_Open(said, token.end()))
        elif last is None:
            break
        elif said == _CLOSES[last.mark]:
            opened.pop()
            valued = whole = True
        elif said in (",", ":"):
            last.named = said == ":"
            last.at = token.start() if said == "," else last.at
            valued = whole = False
        elif valued or said in "}]":
            break
        else:
            last.name = last.name if last.named else said.strip('"')
            valued, whole = True, token["end"] is not None and (last.named or last.mark == "[")
        at = token.end()
    return opened, at, whole
