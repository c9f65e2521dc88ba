"""Phrases that a text may not hold, as an expression for the grammar to take the complement of."""

import re
from collections.abc import Mapping
from typing import Any

from redraft.checks import parse
from redraft.checks.contains import Lacks
from redraft.checks.quoted import found
from redraft.signatures.markers import Avoids

__all__ = ["avoided", "forbidden"]

_BEFORE = r"((?s:.)*[^A-Za-z0-9])?"
"""A phrase counts where a word begins. ASCII: with all of Unicode's letters the expression
outgrows what the engine allows, and the reply would go on without it."""
_LEAST = 4
"""Letters and digits of a phrase that few words begin with."""


def forbidden(inputs: Mapping[str, Any], mark: Avoids) -> list[str]:
    """The phrases of the mark, and those that a `lacks` check of the boxes forbids.

    Without those that words which are no fault begin with: a grammar would forbid the words
    too, so it is left to the check to find the phrase.
    """
    boxes = inputs.get(mark.boxes) or []
    checks = [parse(check) for box in boxes if (check := getattr(box, "check", None))]
    said = [str(inputs.get("task") or "")]
    said += [str(check) for check in checks if not isinstance(check, Lacks)]
    said += [getattr(one, "says", "") for one in inputs.get("requirements") or []]
    said += [getattr(box, "question", "") for box in boxes]
    lacks = [phrase for check in checks if isinstance(check, Lacks) for phrase in check.phrases]
    return [*mark.phrases, *(one for one in lacks if not _begins_others(one, " ".join(said)))]


def avoided(inputs: Mapping[str, Any], mark: Avoids) -> str:
    """The expression that a text matches if it holds a forbidden phrase; empty if none is.

    A phrase is found at the beginning of longer words too: to forbid only the whole word
    would leave a model that has written it no way out but to lengthen it. One that begins
    with a sign is found behind a letter as well, as its check finds it.
    """
    phrases = forbidden(inputs, mark)
    signs = [one for one in phrases if found(one, f"x{one}")]
    words = [one for one in phrases if one not in signs]
    parts = [rf"{_BEFORE}{_any(words)}"] if words else []
    parts += [rf"(?s:.)*{_any(signs)}"] if signs else []
    return rf"({'|'.join(parts)})(?s:.)*" if parts else ""


def _begins_others(phrase: str, said: str) -> bool:
    """Whether many words begin with the phrase, or one of what is `said`."""
    if found(phrase, f"{phrase}x"):  # it ends with a sign, and no word goes on behind it
        return False
    if sum(map(str.isalnum, phrase)) < _LEAST:
        return True
    longer = r"\s+".join(map(re.escape, phrase.split()))
    return re.search(rf"(?<!\w){longer}\w", said, re.IGNORECASE) is not None


def _any(phrases: list[str]) -> str:
    """One of the phrases, whatever its case and spacing."""
    return f"(?i:{'|'.join(map(_spaced, phrases))})"


def _spaced(phrase: str) -> str:
    return r"\s+".join(map(_literal, phrase.split()))


def _literal(text: str) -> str:
    """`text` as an expression between slashes."""
    return "".join(map(_escape, text))


def _escape(char: str) -> str:
    if char.isalnum() or char in "_<>" or ord(char) > 127:  # \\< is where a word begins
        return char
    return {"\n": r"\n", "\t": r"\t", "\r": r"\r"}.get(char, re.sub(r"(\W)", r"\\\1", char))
