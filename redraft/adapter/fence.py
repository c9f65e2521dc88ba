"""Input fields as fenced data that no text can forge.

    <text 3f9a1c> the text to judge
    ...any text at all...
    </text 3f9a1c>

The fence's id is drawn from the content's own hash, again and again until the content
does not hold it: the same content always gives the same bytes, so a server's prefix cache
serves it, and no content can close its own fence, or seem to. A reader who takes fences
one after the other gets back every field byte for byte (`unfence`).
"""

import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from redraft.errors import ConfigurationError

from .typed import plain

__all__ = ["fence", "read", "render", "unfence"]

_OPEN = re.compile(r"<(\w+) ([0-9a-f]{6})>[^\n]*\n")
_BREAKS = {0x85: r"\u0085", 0x2028: r"\u2028", 0x2029: r"\u2029"}  # lines end there too


def fence(name: str, content: str, note: str = "") -> str:
    """`content` between an opening and a closing line whose id it does not hold.

    Raises:
        ConfigurationError: the content has a lone surrogate, which no server can receive.
    """
    try:
        seed = content.encode()
    except UnicodeEncodeError as error:
        raise ConfigurationError(
            f"the {name} is not valid Unicode: a lone surrogate U+{ord(content[error.start]):04X} "
            f"at character {error.start:,}; take it out, or read the text as UTF-8 again"
        ) from None
    folded = content.lower()
    ident = next(mark for mark in _marks(seed) if mark not in folded)
    note = " ".join(note.split())
    return f"<{name} {ident}>{' ' if note else ''}{note}\n{content}\n</{name} {ident}>"


def unfence(prompt: str) -> dict[str, str]:
    """The fields of a prompt by name, each byte for byte, up to the first line outside a fence."""
    return read(prompt)[0]


def read(prompt: str, at: int = 0) -> tuple[dict[str, str], int]:
    """The fields from `at` on, and where the last of them ends."""
    fields: dict[str, str] = {}
    end = at
    while opened := _OPEN.match(prompt, at):
        closing = f"\n</{opened[1]} {opened[2]}>"
        stop = prompt.index(closing, opened.end())
        fields[opened[1]] = prompt[opened.end() : stop]
        at = end = stop + len(closing)
        while prompt[at : at + 1] == "\n":
            at += 1
    return fields, end


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
        return f"{_quoted(key) if ':' in key else _line(key)}: {_line(says)}"
    if isinstance(value, BaseModel) and shown:
        kept = {name: getattr(value, name) for name in shown}
        return _json({name: item for name, item in kept.items() if item != ""})
    return _json(value)


def _line(text: str) -> str:
    """`text` on one line: as JSON where it would not stay on one, or could be taken for it."""
    one = text.splitlines() in ([], [text])
    return text if one and text[:1] != '"' else _quoted(text)


def _quoted(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False).translate(_BREAKS)


def _json(value: Any) -> str:
    return _quoted(plain(value))


def _marks(seed: bytes) -> Iterator[str]:
    while True:
        seed = hashlib.sha256(seed).digest()
        yield seed.hex()[:6]
