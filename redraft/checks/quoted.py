"""Words in double quotes, as checks take them: read, written, and found in a text."""

import unicodedata
from collections.abc import Iterable

import regex

from .base import MisfitError, clipped

__all__ = ["found", "named", "one", "quoted", "several"]

_QUOTED = regex.compile(r'"((?:[^"\\]|\\.)*)"|“([^”]*)”', regex.DOTALL)
_GAP = r"[\s*_]"
_COMMA = regex.compile(r"\s*(?:,\s*|$)")
_SINGLE, _DOUBLE = r"['\u2019]", r'["\u201c\u201d]'
_ALIKE = {"'": _SINGLE, "\u2019": _SINGLE, '"': _DOUBLE, "\u201c": _DOUBLE, "\u201d": _DOUBLE}
_DASH = r"[\-\u2010-\u2015\u2212\ufe58\ufe63\uff0d]"
_HYPHEN = regex.compile(rf"(?<=[\p{{L}}\p{{N}}]){_DASH}(?=[\p{{L}}\p{{N}}])")
_WORD = r"[\p{L}\p{M}\p{N}--[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}]]"
_FLAGS = regex.IGNORECASE | regex.FULLCASE | regex.V1


def several(rest: str) -> tuple[str, ...]:
    """One or more phrases; MisfitError unless `rest` is just that."""
    phrases: list[str] = []
    at = 0
    while at < len(rest) or not phrases:
        match = _QUOTED.match(rest, at)
        comma = match and _COMMA.match(rest, match.end())
        phrase = _unescaped(match[1] if match[1] is not None else match[2]) if match else ""
        if not comma or not phrase or rest.endswith(","):
            raise MisfitError("takes words in double quotes, with commas between them")
        phrases.append(phrase)
        at = comma.end()
    return tuple(phrases)


def one(rest: str) -> str:
    """Exactly one phrase; MisfitError unless `rest` is just that."""
    phrases = several(rest)
    if len(phrases) > 1:
        raise MisfitError("takes one phrase in double quotes")
    return phrases[0]


def quoted(phrases: Iterable[str]) -> str:
    """The phrases as `several` reads them."""
    escaped = (phrase.replace("\\", "\\\\").replace('"', '\\"') for phrase in phrases)
    return ", ".join(f'"{phrase}"' for phrase in escaped)


def named(phrases: Iterable[str]) -> str:
    """The phrases as a sentence of `missing` names them, each clipped to a line."""
    return ", ".join(f"'{clipped(phrase, 60)}'" for phrase in phrases)


def found(phrase: str, text: str, *, before: str = "", after: str = "") -> str:
    """The first place of `phrase` in `text`, verbatim; empty if it is nowhere.

    Case, line breaks, emphasis marks between words and the shape of quotation marks and of
    dashes within a word do not matter; a phrase counts as whole words ("very" is not in
    "every"), except in scripts that put no space between words. `before` and `after` are
    patterns that must stand on either side.
    """
    words = unicodedata.normalize("NFC", phrase).split()
    core = "".join([*map(_pattern, words[:1]), *map(_gapped, words[1:-1])])
    core += _gapped(words[-1], last=True) if len(words) > 1 else ""
    if words and not before and not words[0].strip("*_"):
        before = rf"(?<!{_GAP})(?>{_GAP}*?(?={_pattern(words[0])}))"
    edges = f"(?<!{_WORD})(?={_WORD})|(?!{_WORD})", f"(?<={_WORD})(?!{_WORD})|(?<!{_WORD})"
    whole = f"{before}(?P<core>(?:{edges[0]}){core}(?:{edges[1]})){after}"
    match = regex.search(whole, unicodedata.normalize("NFC", text), _FLAGS)
    return str(match["core"]) if match else ""


def _gapped(word: str, last: bool = False) -> str:
    """The word after a gap; marks of its own may stand in a run of them, which is read once."""
    solid = word.lstrip("*_")
    marks = _pattern(word[: len(word) - len(solid)])
    if not solid:
        return rf"(?>{_GAP}+{'' if last else '?'}{marks})"
    own = rf"(?={_GAP}{{{len(word) - len(solid) + 1}}}){_GAP}++(?<={marks})"
    return (own if marks else rf"{_GAP}++") + _pattern(solid)


def _pattern(word: str) -> str:
    return _DASH.join(map(_literal, _HYPHEN.split(word)))


def _literal(part: str) -> str:
    return "".join(_ALIKE.get(char) or regex.escape(char, special_only=False) for char in part)


def _unescaped(written: str) -> str:
    return " ".join(regex.sub(r'\\(["\\])', r"\1", written).split())
