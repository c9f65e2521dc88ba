"""`has list`, `has table`, `every item has owner`, `every item has date`."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

import regex

from .base import Check, MisfitError, Result, clipped
from .dates import date
from .markdown import blocks
from .owners import owner
from .quoted import named
from .registry import Form

__all__ = ["FORMS", "EveryItem", "Has", "Node", "items"]

_FINDERS: dict[str, Callable[[str], str]] = {"owner": owner, "date": date}
_FIELD = regex.compile(r"\W*\w[\w ]{0,20}[*_]*:")
_EMPHASIS = regex.compile(r"(?<!\w)_+|(?<!_)_++(?!\w)")
"""Underscores round words: to a pattern they are letters of the word that they set off."""


@dataclass
class Node:
    """One list item and the items nested under it."""

    text: str
    indent: int = -1
    children: list["Node"] = field(default_factory=list)


def items(text: str) -> list[Node]:
    """The top-level list items of `text`, with those nested under each."""
    root = Node("")
    path = [root]
    for block in blocks(text):
        if block.kind != "item":
            path = [root]
            continue
        while path[-1].indent >= block.indent:
            path.pop()
        path[-1].children.append(Node(block.text, block.indent))
        path.append(path[-1].children[-1])
    return root.children


@dataclass(frozen=True)
class Has(Check):
    """Whether the text holds a Markdown list or table."""

    kind: Literal["list", "table"]

    def _written(self) -> str:
        return f"has {self.kind}"

    def _answer(self, text: str) -> Result:
        wanted = "item" if self.kind == "list" else "table"
        place = next((block.text for block in blocks(text) if block.kind == wanted), None)
        if place is None:
            return Result(False, "", f"no Markdown {self.kind}")
        return Result(True, f'"{clipped(place)}"')


@dataclass(frozen=True)
class EveryItem(Check):
    """Whether every Markdown list item names an owner or a date; no list has not passed.

    An item has what it says itself or in a field under it ("- Owner: Ana"); one that only
    heads other items has it if all of them do.
    """

    thing: Literal["owner", "date"]

    def _written(self) -> str:
        return f"every item has {self.thing}"

    def _answer(self, text: str) -> Result:
        listed = items(text)
        if not listed:
            return Result(False, "", f"no Markdown list, so no item has {_an(self.thing)}")
        lacking = [node for item in listed for node in self._lacking(item)]
        if lacking:
            names = named(node.text for node in lacking)
            return Result(
                False, f"{len(lacking)} without {_an(self.thing)}", f"no {self.thing}: {names}"
            )
        each = "item has" if len(listed) == 1 else "items have"
        return Result(True, f"{len(listed)} {each} {_an(self.thing)}")

    def _lacking(self, node: Node) -> list[Node]:
        fields = [child.text for child in node.children if _FIELD.match(child.text)]
        if any(map(self._find, [node.text, *fields])):
            return []
        below = [self._lacking(child) for child in node.children]
        if all(below):
            return [node]
        return [low for lows in below for low in lows]

    def _find(self, item: str) -> str:
        return _FINDERS[self.thing](_EMPHASIS.sub("", item))


def _an(thing: str) -> str:
    return f"an {thing}" if thing[0] in "aeiou" else f"a {thing}"


def _bare(check: Check) -> Callable[[str], Check]:
    def read(rest: str) -> Check:
        if rest:
            raise MisfitError("takes nothing after it")
        return check

    return read


FORMS = (
    Form("has list", "has list", _bare(Has("list"))),
    Form("has table", "has table", _bare(Has("table"))),
    Form("every item has owner", "every item has owner", _bare(EveryItem("owner"))),
    Form("every item has date", "every item has date", _bare(EveryItem("date"))),
)
