"""How many items of a list a reply has room for.

A list under a grammar goes on to its longest on a small model. Where that would pass the
reply's limit the reply would be cut, and paid for twice; so the list is bounded to fit.
"""

from .shape import Choice, Listing, Node, Object, Text

__all__ = ["fitting"]

_CHARACTERS = 3  # that a token holds at least, in running text
_SHORT = 20  # characters of an id, a category, a flag


def fitting(node: Listing, least: int, room: int | None) -> int | None:
    """The most items, from `least` (and one) up to what the list may have, for `room` tokens.

    No limit, or an item of unknown length, bounds nothing; None is no bound at all.
    """
    longest, most = _longest(node.item), node.items.most
    if room is None or not longest:
        return most
    held = max(least, 1, room * _CHARACTERS // longest)
    return held if most is None else min(most, held)


def _longest(node: Node) -> int:
    """Characters of the longest value, as JSON; 0 if nothing bounds it."""
    match node:
        case Text():
            return (node.verbatim.most if node.verbatim else node.most) or 0
        case Choice():
            return _SHORT
        case Object():
            sizes = [_longest(child) for _, child, _ in node.fields]
            names = sum(len(name) + 8 for name, _, _ in node.fields)
            return sum(sizes) + names if all(sizes) else 0
        case Listing():
            return (node.items.most or 0) * _longest(node.item)
        case _:
            return _SHORT
