"""What a shape leaves open, as one item's inputs fill it in."""

from collections.abc import Mapping
from typing import Any

from redraft.signatures.markers import Items
from redraft.texts.text import locate

from .fence import render
from .shape import Choice, Node, Object, Text
from .typed import plain

__all__ = ["choices", "fewest", "fixed", "ids"]


def fewest(items: Items, inputs: Mapping[str, Any]) -> int:
    """The least that a list may hold, for one item."""
    least = max(0, int(inputs.get(items.least_from) or items.least))
    return least if items.most is None else min(items.most, least)


def choices(node: Choice, inputs: Mapping[str, Any]) -> list[str]:
    """What may be chosen, for one item; an empty string where nothing else can be."""
    values = list(node.values)
    if node.of:
        values = [ident for source in node.of.sources for ident in ids(inputs, source)]
        values += [""] if node.of.optional or not values else []
    return list(dict.fromkeys(values))


def ids(inputs: Mapping[str, Any], source: str) -> list[str]:
    """What names each element of the list input `source`: its id, its first field, or itself."""
    return [_name(plain(item)) for item in inputs.get(source) or []]


def fixed(node: Object, items: Items, inputs: Mapping[str, Any]) -> list[dict[str, str]]:
    """For each element of the input that `items` follows, what its item must hold, by field."""
    nodes = {name: child for name, child, _ in node.fields}
    rows = []
    for ident, element in zip(ids(inputs, items.each), inputs.get(items.each) or [], strict=True):
        held = {
            field: _in_words_of(nodes[field], str(getattr(element, source, "")), inputs)
            for field, source in items.given
        }
        rows.append({items.key: ident} | {field: text for field, text in held.items() if text})
    return rows


def _in_words_of(node: Node, given: str, inputs: Mapping[str, Any]) -> str:
    """What is given, as the field's source has it, where it is to be verbatim; empty if nowhere."""
    if not isinstance(node, Text) or node.verbatim is None:
        return given
    source = render(inputs.get(node.verbatim.source) or "")
    if given in source:
        return given
    span = locate(source, given)
    return source[slice(*span)] if span else ""


def _name(data: Any) -> str:
    if not isinstance(data, dict):
        return str(data)
    return str(data["id"] if "id" in data else next(iter(data.values()), ""))
