"""Input fields as fenced data that no text can forge.

    <text abcdef> the text to judge
    ...any text at all...
    </text abcdef>

The inputs of a prompt share an id that none of them holds, nor an earlier turn, so no content can
close its fence, open another, or seem to; each example has one in the same way. It is the usual
one where that will do, else the first of a fixed row of others: so the steps and rounds of an
item have the same one, as long as their own inputs hold none, and a server's prefix cache serves
a text that was changed up to the change. A reader who takes fences one after the other gets back
every field byte for byte (`unfence`).
"""

import hashlib
import re
from collections.abc import Sequence
from itertools import count
from typing import Any, NamedTuple

from pydantic import BaseModel

from redraft.errors import ConfigurationError
from redraft.texts.lines import line, quoted

from .typed import plain

__all__ = ["Field", "fence", "fenced", "other", "read", "render", "sendable", "unfence"]

USUAL = "abcdef"
"""The id of nearly every prompt: two tokens or so, where random digits are six."""
_OPEN = re.compile(r"<(\w+) ([0-9a-f]{6})>[^\n]*\n")
_LIKE = re.compile(r"(?=([0-9a-f]{6}))")


class Field(NamedTuple):
    """An input as it will be fenced: what it is called, its text, and a word on what it is for."""

    name: str
    content: str
    note: str = ""


def fenced(fields: Sequence[Field], beside: Sequence[str] = ()) -> list[str]:
    """Each field between two lines with an id that none of them holds, nor a text `beside` them.

    Raises:
        ConfigurationError: a content has a lone surrogate, which no server can receive.
    """
    whole = "\n".join([*(field.content for field in fields), *beside])
    ident = other(whole) if USUAL in whole.lower() else USUAL
    return [fence(field, ident) for field in fields]


def other(content: str) -> str:
    """The first id but the usual one that the content does not hold, in whatever case."""
    held = {USUAL, *_LIKE.findall(content.lower())}
    row = (hashlib.sha256(b"%d" % number).hexdigest()[:6] for number in count())
    return next(ident for ident in row if ident not in held)


def fence(field: Field, ident: str) -> str:
    """A field between an opening and a closing line with this id; raises as `fenced` does."""
    name, note = field.name, " ".join(field.note.split())
    content = sendable(name, field.content)
    return f"<{name} {ident}>{' ' if note else ''}{note}\n{content}\n</{name} {ident}>"


def sendable(name: str, content: str) -> str:
    """The content; raises as `fenced` does."""
    try:
        content.encode()
    except UnicodeEncodeError as error:
        raise ConfigurationError(
            f"the {name} is not valid Unicode: a lone surrogate U+{ord(content[error.start]):04X} "
            f"at character {error.start:,}; take it out, or read the text as UTF-8 again"
        ) from None
    return content


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
    """A field's value as text: strings as they are, a list one item a line, the rest as JSON.

    What JSON holds as a string, such as a date, is that string; a set is in a fixed order.
    """
    if isinstance(value, str):
        return value if type(value) is str else str(plain(value))
    if isinstance(value, set | frozenset):
        value = sorted(value, key=lambda one: str(plain(one)))
    if isinstance(value, list | tuple):
        return "\n".join(_item(item) for item in value)
    said = plain(value)
    return said if isinstance(said, str) else quoted(said)


def _item(value: Any) -> str:
    if isinstance(value, str):
        return line(value)
    shown = getattr(type(value), "shown", ())
    if isinstance(value, BaseModel) and len(shown) == 2:
        key, says = (getattr(value, name) for name in shown)
        return f"{quoted(key) if ':' in key else line(key)}: {line(says)}"
    if isinstance(value, BaseModel) and shown:
        kept = {name: getattr(value, name) for name in shown}
        return _json({name: item for name, item in kept.items() if item != ""})
    said = plain(value)
    return line(said) if isinstance(said, str) else quoted(said)


def _json(value: Any) -> str:
    return quoted(plain(value))
