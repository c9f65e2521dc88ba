"""Phrases that a text may not hold, as an expression for the grammar to take the complement of."""

import re
from collections.abc import Mapping
from typing import Any

from redraft.checks import parse
from redraft.checks.contains import Lacks
from redraft.signatures.markers import Avoids

__all__ = ["avoided", "forbidden"]

_BEFORE = r"((?s:.)*[^A-Za-z0-9_])?"
"""A phrase counts where a word begins. ASCII: with all of Unicode's letters the expression
outgrows what the engine allows, and the reply would go on without it."""


def forbidden(inputs: Mapping[str, Any], mark: Avoids) -> list[str]:
    """The phrases of the mark, and those that a `lacks` check of the boxes forbids."""
    given = [getattr(box, "check", None) for box in inputs.get(mark.boxes) or []]
    checks = [parse(check) for check in given if check]
    lacks = [phrase for check in checks if isinstance(check, Lacks) for phrase in check.phrases]
    return [*mark.phrases, *lacks]


def avoided(inputs: Mapping[str, Any], mark: Avoids) -> str:
    """The expression that a text matches if it holds a forbidden phrase; empty if none is.

    A phrase is found at the beginning of longer words too: to forbid only the whole word
    would leave a model that has written it no way out but to lengthen it.
    """
    phrases = [r"\s+".join(map(_literal, one.split())) for one in forbidden(inputs, mark)]
    return rf"{_BEFORE}(?i:{'|'.join(phrases)})(?s:.)*" if phrases else ""


def _literal(text: str) -> str:
    """`text` as an expression between slashes."""
    return "".join(map(_escape, text))


def _escape(char: str) -> str:
    if char.isalnum() or char in "_<>" or ord(char) > 127:  # \\< is where a word begins
        return char
    return {"\n": r"\n", "\t": r"\t", "\r": r"\r"}.get(char, re.sub(r"(\W)", r"\\\1", char))
