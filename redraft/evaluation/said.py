"""What was said in calls, packed small for the store; keys are left out."""

import json
import zlib
from typing import Any

from redraft.programs.said import Said
from redraft.terminal import hidden

from .records import Call

__all__ = ["pack", "unpack"]


def pack(said: Said) -> tuple[bytes, bytes]:
    """Prompt and reply of a call."""
    messages = [[role, _plain(text)] for role, text in said.messages]
    return _small(messages), _small(_plain(said.reply))


def unpack(step: str, tokens: int, prompt: bytes, reply: bytes) -> Call:
    """The call that was packed."""
    messages = [{"role": role, "content": text} for role, text in _large(prompt)]
    return Call(step=step, tokens=tokens, messages=messages, reply=_large(reply))


def _plain(text: str) -> str:
    """The text without keys, and as UTF-8 can have it."""
    return hidden(text).encode("utf-8", "replace").decode()


def _small(value: Any) -> bytes:
    return zlib.compress(json.dumps(value, ensure_ascii=False).encode())


def _large(packed: bytes) -> Any:
    return json.loads(zlib.decompress(packed))
