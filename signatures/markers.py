"""What a reply may hold, said beside the field that holds it.

A marker names an *input* of the step; whoever sends the prompt turns it into a
grammar, a JSON schema or nothing, as far as the model's server can enforce it.
"""

from dataclasses import dataclass

__all__ = ["Avoids", "Free", "Items", "Length", "OneOf", "Verbatim"]


@dataclass(frozen=True)
class Avoids:
    """A string without any of `phrases`, nor any that a box of the input `boxes` forbids."""

    boxes: str
    phrases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Free:
    """Long free text: it ends the reply, as plain text, and no JSON escapes bend it."""


@dataclass(frozen=True)
class Length:
    """A string of `least` to `most` characters."""

    least: int
    most: int


@dataclass(frozen=True)
class Verbatim:
    """A string copied word for word from the input `source`, `least` to `most` characters.

    With `optional` it may be empty: an omission has no words to copy.
    """

    source: str
    least: int
    most: int
    optional: bool = False


@dataclass(frozen=True)
class OneOf:
    """A string that is one of the ids or names that the inputs `sources` list.

    With `optional` it may be empty too.
    """

    sources: tuple[str, ...]
    optional: bool = False


@dataclass(frozen=True)
class Items:
    """How many items a list output holds: `least` to `most`; None is no bound.

    `least_from` names an integer input that sets the minimum instead; the first `quoted` items
    may not leave an optional quote empty. `each` names a list input whose every element
    gets exactly one item, in order, its id in the item's field `key`; each pair of
    `given` is a field of the item that repeats a field of the element, if that is not
    empty.
    """

    most: int | None = 8
    least: int = 0
    least_from: str = ""
    quoted: int = 0
    each: str = ""
    key: str = ""
    given: tuple[tuple[str, str], ...] = ()
