"""A reply's shape as a JSON schema, for servers that take one."""

import json
from collections.abc import Mapping
from itertools import count
from typing import Any

from .item import choices, fewest, ids
from .room import fitting
from .shape import Choice, Flag, Listing, Node, Object, Shape, Text

__all__ = ["schema"]


def schema(
    shape: Shape, inputs: Mapping[str, Any], *, bounds: bool = True, room: int | None = None
) -> dict[str, Any]:
    """The strict JSON schema of `shape` for one item: all required, nothing else allowed.

    The tail is a plain string property here. `bounds=False` leaves string lengths out,
    for services that refuse them. Lists are bounded to fit in `room` tokens.
    """
    writer = _Writer(inputs, bounds, room)
    result = writer.node(shape.head)
    if shape.tail is not None:
        result["properties"][shape.tail] = {"type": "string"}
        result["required"].append(shape.tail)
    return result | ({"$defs": writer.defs} if writer.defs else {})


class _Writer:
    def __init__(self, inputs: Mapping[str, Any], bounds: bool, room: int | None) -> None:
        self.inputs = inputs
        self.room = room
        self.bounds = bounds
        self.defs: dict[str, Any] = {}

    def node(self, node: Node) -> dict[str, Any]:
        match node:
            case Text():
                return self.text(node)
            case Choice():
                return {"type": "string", "enum": choices(node, self.inputs)}
            case Flag():
                return {"type": "boolean"}
            case Object():
                return {
                    "type": "object",
                    "properties": {name: self.node(child) for name, child, _ in node.fields},
                    "required": [name for name, _, _ in node.fields],
                    "additionalProperties": False,
                }
            case Listing():
                return self.listing(node)
            case _:
                return self.other(node.schema)

    def other(self, schema: Mapping[str, Any]) -> dict[str, Any]:
        """The schema of a type; what it refers to stands at the root, each under its own name."""
        told = {key: value for key, value in schema.items() if key != "$defs"}
        defs = dict(schema.get("$defs", {}))
        while name := next((n for n, one in defs.items() if self.defs.get(n, one) != one), ""):
            new = next(s for n in count(2) if (s := f"{name}_{n}") not in {*self.defs, *defs})
            old, other = (json.dumps(f"#/$defs/{one}") for one in (name, new))
            told, defs = json.loads(json.dumps([told, defs]).replace(old, other))
            defs[new] = defs.pop(name)
        self.defs |= defs
        return told

    def listing(self, node: Listing) -> dict[str, Any]:
        items = node.items
        item = self.node(node.item)
        result: dict[str, Any] = {"type": "array", "items": item}
        if items.each:
            named = ids(self.inputs, items.each)
            if items.key and named:
                known = list(dict.fromkeys(named))
                item["properties"][items.key] = {"type": "string", "enum": known}
            return {**result, "minItems": len(named), "maxItems": len(named)}
        least = fewest(items, self.inputs)
        result["minItems"] = least
        if (most := fitting(node, least, self.room)) is not None:
            result["maxItems"] = most
        return result

    def text(self, node: Text) -> dict[str, Any]:
        result: dict[str, Any] = {"type": "string"}
        if not self.bounds:
            return result
        most = node.verbatim.most if node.verbatim else node.most
        least = 0 if node.verbatim else node.least
        if least:
            result["minLength"] = least
        if most is not None:
            result["maxLength"] = most
        return result
