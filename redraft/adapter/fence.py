"""Input fields as fenced data that no text can forge.

    <text 3f9a1c> the text to judge
    ...any text at all...
    </text 3f9a1c>

The fence's id is drawn from the content's own hash, again and again until the closing
line does not occur in the content: the same content always gives the same bytes, so a
server's prefix cache serves it, and no content can close its own fence. A reader who
takes fences one after the other gets back every field byte for byte (`unfence`).
"""

import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any

from dspy.adapters.utils import serialize_for_json
from pydantic import BaseModel

__all__ = ["fence", "render", "unfence"]

_OPEN = re.compile(r"<(\w+) ([0-9a-f]{6})>[^\n]*\n")


def fence(name: str, content: str, note: str = "") -> str:
    """`content` between an opening and a closing line that it cannot contain."""
    ident = next(mark for mark in _marks(content) if f"\n</{name} {mark}>" not in f"\n{content}")
    note = " ".join(note.split())
    return f"<{name} {ident}>{' ' if note else ''}{note}\n{content}\n</{name} {ident}>"


def unfence(prompt: str) -> dict[str, str]:
    """The fields of a prompt by name, each byte for byte, up to the first line outside a fence."""
    fields: dict[str, str] = {}
    at = 0
    while opened := _OPEN.match(prompt, at):
        closing = f"\n</{opened[1]} {opened[2]}>"
        # the newline that ends the opening line may also start the closing one
        end = prompt.index(closing, opened.end() - 1)
        fields[opened[1]] = prompt[opened.end() : max(end, opened.end())]
        at = end + len(closing)
        while prompt[at : at + 1] == "\n":
            at += 1
    return fields


def render(value: Any) -> str:
    """A field's value as text: strings as they are, a list one item a line, the rest as JSON."""
    if isinstance(value, str):
        return value
    if isinstance(value, list | tuple):
        return "\n".join(_item(item) for item in value)
    return _json(value)


def _item(value: Any) -> str:
    if isinstance(value, str):
        return _line(value)
    shown = getattr(value, "shown", ())
    if isinstance(value, BaseModel) and len(shown) == 2:
        key, says = (getattr(value, name) for name in shown)
        return f"{_line(key)}: {_line(says)}"
    if isinstance(value, BaseModel) and shown:
        kept = {name: getattr(value, name) for name in shown}
        return _json({name: item for name, item in kept.items() if item != ""})
    return _json(value)


def _line(text: str) -> str:
    """`text` on one line: as JSON where it would not stay on one, or could be taken for it."""
    return json.dumps(text) if "\n" in text or "\r" in text or text.startswith('"') else text


def _json(value: Any) -> str:
    return json.dumps(serialize_for_json(value), ensure_ascii=False)


def _marks(content: str) -> Iterator[str]:
    seed = content.encode("utf-8", "surrogatepass")
    while True:
        seed = hashlib.sha256(seed).digest()
        yield seed.hex()[:6]
