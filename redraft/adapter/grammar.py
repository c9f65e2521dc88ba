"""A reply's shape as an llguidance grammar, with the item's own words in it.

Where the engine takes one, a quote can only be words of the text, an id only one that
was given, and every box gets its verdict: by construction, not by asking. See the
llguidance syntax documentation for `%regex { "substring_words": ... }` and `%json`.
"""

import json
import re
from collections import deque
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import regex

from redraft.signatures.markers import Items, Verbatim

from .fence import render
from .item import choices, fewest, fixed, ids
from .phrases import avoided
from .room import fitting
from .shape import Choice, Flag, Listing, Node, Object, Shape, Text

__all__ = ["grammar"]

_PLAIN = re.compile(r'[^"\\\x00-\x1f]+')  # what needs no escape inside a JSON string
# words as llguidance takes them: runs of letters and digits, of space, of anything else
_WORD = regex.compile(
    r"[\p{Alphabetic}\p{N}_]+|\p{White_Space}+|[^\p{Alphabetic}\p{N}_\p{White_Space}]+"
)
_MARKED_UP = re.compile(
    r"\b(?:x?html\d?|json\w*|xml|svg|rss|web ?pages?|templates?)\b|<\w+>", re.IGNORECASE
)
_COMPACT = {"whitespace_flexible": False, "item_separator": ", ", "key_separator": ": "}


def grammar(shape: Shape, inputs: Mapping[str, Any], room: int | None = None) -> str:
    """The grammar of `shape` for one item, its lists bounded to fit in `room` tokens.

    A tail is any text after a blank line.
    """
    rules = _Rules(inputs, room)
    parts = [rules.object(shape.head)] if shape.head.fields else []
    if shape.tail is not None:
        parts.append(r'"\n\n" TAIL' if parts else "TAIL")
        rules.lines["TAIL"] = r"/\S(?s:.)*/" if _marked_up(inputs) else r"/[^<{\s](?s:.)*/"
        if shape.avoids and (held := avoided(inputs, shape.avoids)):
            rules.lines["TAIL"] += f" & ~/{held}/"
    return "\n".join(
        ["%llguidance {}", f"start: {' '.join(parts)}"]
        + [f"{name}: {body}" for name, body in rules.lines.items()]
    )


def _marked_up(inputs: Mapping[str, Any]) -> bool:
    """Whether the text may begin as the prompt's own marks and JSON do, which models repeat.

    It may if the one that is rewritten does, or the brief speaks of such a text; without a brief
    nobody knows.
    """
    if "task" not in inputs:
        return True
    if str(inputs.get("text") or "").lstrip().startswith(("<", "{")):
        return True
    wanted = [getattr(one, "says", "") for one in inputs.get("requirements") or []]
    for box in inputs.get("checklist") or []:
        wanted += [getattr(box, "question", ""), getattr(box, "check", None) or ""]
    return bool(_MARKED_UP.search(" ".join([str(inputs.get("task") or ""), *wanted])))


def _times(least: int, most: int | None, less: int) -> str:
    """How often something is repeated, where `less` of `most` are written out."""
    return f"{{{least},{'' if most is None else most - less}}}"


class _Rules:
    """Named rules, written once each however often they are used."""

    def __init__(self, inputs: Mapping[str, Any], room: int | None) -> None:
        self.inputs = inputs
        self.room = room
        self.lines: dict[str, str] = {}
        self.quoting = False  # whether an optional quote must be given

    def node(self, node: Node) -> str:
        match node:
            case Text(verbatim=Verbatim() as mark):
                return self.quote(mark)
            case Text():
                return self.text(node)
            case Choice():
                return self.choice(node)
            case Flag():
                return '("true" | "false")'
            case Object():
                return self.object(node)
            case Listing():
                return self.listing(node)
            case _:
                return self.json(dict(node.schema))

    def object(self, node: Object, row: Mapping[str, str] | None = None) -> str:
        parts = []
        for name, child, _ in node.fields:
            value = _literal(row[name]) if row and name in row else self.node(child)
            parts.append(f"{_key(name)} {value}")
        return '"{" ' + ' ", " '.join(parts) + ' "}"'

    def listing(self, node: Listing) -> str:
        items: Items = node.items
        if items.each:
            if isinstance(node.item, Object):
                rows = [self.object(node.item, row) for row in fixed(node.item, items, self.inputs)]
            else:
                rows = [self.rule(self.node(node.item)) for _ in ids(self.inputs, items.each)]
            return '"[" ' + ' ", " '.join(rows) + ' "]"'
        least = fewest(items, self.inputs)
        most = fitting(node, least, self.room)
        quoted = min(items.quoted, least)
        self.quoting = True
        first = [self.rule(self.node(node.item))] * quoted
        self.quoting = False
        item = self.rule(self.node(node.item))
        if not first:
            rest = f'{item} (", " {item}){_times(max(0, least - 1), most, 1)}'
            return f'"[" {rest} "]"' if least else f'("[]" | "[" {rest} "]")'
        lead = ' ", " '.join(first)
        return f'"[" {lead} (", " {item}){_times(least - quoted, most, quoted)} "]"'

    def choice(self, node: Choice) -> str:
        return "(" + " | ".join(map(_literal, choices(node, self.inputs))) + ")"

    def quote(self, mark: Verbatim) -> str:
        source = render(self.inputs.get(mark.source) or "")
        least = _least(source, mark)
        if least == 0:
            return _literal("")
        words = f"WORDS_{mark.source.upper()}"
        self.lines[words] = f'%regex {{ "substring_words": {json.dumps(source)} }}'
        name = f"QUOTE_{mark.source.upper()}_{least}_{mark.most}"
        self.lines[name] = rf'{words} & /[^"\\\x00-\x1f]{{{least},{mark.most}}}/'
        quoted = rf'"\"" {name} "\""'
        return f"({_literal('')} | {quoted})" if mark.optional and not self.quoting else quoted

    def text(self, node: Text) -> str:
        schema: dict[str, Any] = {"type": "string", "minLength": node.least}
        if node.most is not None:
            schema["maxLength"] = node.most
        return self.json(schema)

    def json(self, schema: Mapping[str, Any]) -> str:
        return self.rule("%json " + json.dumps({**schema, "x-guidance": _COMPACT}))

    def rule(self, body: str) -> str:
        """The name of the rule with this body, made at its first use."""
        for name, known in self.lines.items():
            if known == body:
                return name
        name = f"r{len(self.lines)}"
        self.lines[name] = body
        return name


def _least(source: str, mark: Verbatim) -> int:
    """The fewest characters to ask for: `mark.least`, or what whole words of `source` can give."""
    longest = total = 0
    run: deque[int] = deque()
    for word in _WORD.finditer(source):
        if not _PLAIN.fullmatch(word[0]):
            run.clear()
            total = 0
            continue
        run.append(len(word[0]))
        total += run[-1]
        while total > mark.most:
            total -= run.popleft()
        longest = max(longest, total)
        if longest >= mark.least:
            return mark.least
    return longest


@lru_cache(maxsize=512)
def _key(name: str) -> str:
    return json.dumps(json.dumps(name) + ": ")


@lru_cache(maxsize=4096)
def _literal(value: str) -> str:
    return json.dumps(json.dumps(value, ensure_ascii=False), ensure_ascii=False)
