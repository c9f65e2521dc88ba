"""What was said in calls, packed small for the store; keys are left out."""

import json
import zlib
from collections.abc import Iterable
from typing import Any

from redraft.programs.said import Said
from redraft.terminal import secrets, without

from .records import Call

__all__ = ["pack", "unpack"]

QUICK = 1
"""zlib's level: half the time of the usual one, for a twelfth more bytes."""

MOST = 16_000_000
"""Bytes that a prompt or reply is unpacked to: some times the largest text that is read."""
LARGE = f"(not shown: it unpacks to more than {MOST // 10**6} MB)"


def pack(said: Said) -> tuple[bytes, bytes]:
    """Prompt and reply of a call."""
    hide = secrets()
    messages = [[role, _plain(text, hide)] for role, text in said.messages]
    return _small(messages), _small(_plain(said.reply, hide))


def unpack(step: str, tokens: int, prompt: bytes, reply: bytes) -> Call:
    """The call that was packed."""
    said = _large(prompt, [["redraft", LARGE]])
    messages = [{"role": role, "content": text} for role, text in said]
    return Call(step=step, tokens=tokens, messages=messages, reply=_large(reply, LARGE))


def _plain(text: str, hide: Iterable[str]) -> str:
    """The text without keys, and as UTF-8 can have it."""
    return without(text, hide).encode("utf-8", "replace").decode()


def _small(value: Any) -> bytes:
    return zlib.compress(json.dumps(value, ensure_ascii=False).encode(), QUICK)


def _large(packed: bytes, instead: Any) -> Any:
    """What was packed, or what stands `instead` of that which would fill the memory."""
    opened = zlib.decompressobj()
    found = opened.decompress(packed, MOST)
    return json.loads(found) if opened.eof else instead
