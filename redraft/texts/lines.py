"""Any text on one line, as a list shows it."""

import json
from typing import Any

__all__ = ["line", "quoted"]

_BREAKS = {0x85: r"\u0085", 0x2028: r"\u2028", 0x2029: r"\u2029"}  # lines end there too


def line(text: str) -> str:
    """`text` on one line: as JSON where it would not stay on one, or could be taken for it."""
    one = text.splitlines() in ([], [text])
    return text if one and text[:1] != '"' else quoted(text)


def quoted(value: Any) -> str:
    """A value as JSON that is one line to everybody."""
    return json.dumps(value, ensure_ascii=False).translate(_BREAKS)
