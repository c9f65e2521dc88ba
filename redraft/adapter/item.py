"""What a shape leaves open, as one item's inputs fill it in."""

from collections.abc import Mapping
from typing import Any

from redraft.signatures.markers import Items

from .shape import Choice
from .typed import plain

__all__ = ["choices", "fewest", "ids"]


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


def _name(data: Any) -> str:
    if not isinstance(data, dict):
        return str(data)
    return str(data["id"] if "id" in data else next(iter(data.values()), ""))
