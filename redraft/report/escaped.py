"""JSON as it is printed: what could command a terminal stands as its escape."""

import json
from typing import Any

__all__ = ["escaped", "json_text"]

_COMMANDS = (
    *range(0x7F, 0xA0),  # DEL, and the control characters that JSON lets be
    0x061C,
    *(0x200E, 0x200F),  # marks of direction
    *range(0x2028, 0x202F),  # ends of lines, and turns of direction
    *range(0x2066, 0x206A),
)
_ESCAPES = {code: f"\\u{code:04x}" for code in _COMMANDS}


def json_text(value: Any) -> str:
    """The value as JSON to print."""
    return escaped(json.dumps(value, indent=2, ensure_ascii=False))


def escaped(text: str) -> str:
    """The same of a text that is JSON already; such characters stand in its strings alone."""
    return text.translate(_ESCAPES)
