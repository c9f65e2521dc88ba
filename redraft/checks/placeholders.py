"""`no placeholders`: TODO, [Your Name], {{name}}, lorem ipsum, and what else was left to fill."""

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from .base import Check, Misfit, Result, clipped
from .registry import Form, register
from .tags import is_tag

__all__ = ["NoPlaceholders", "placeholders"]

_CODE = regex.compile(
    r"^[ \t]*(?P<fence>`{3,}|~{3,}).*?(?:^[ \t]*(?P=fence)[`~]*[ \t]*$|\Z)"
    r"|(?<!`)(?P<tick>`+)(?!`)(?:(?!\n\s*\n).)+?(?<!`)(?P=tick)(?!`)|<!--.*?-->",
    regex.DOTALL | regex.MULTILINE,
)
_WORDS = regex.compile(r"\b(?:TODO|FIXME|XXX+|(?i:TBD|lorem ipsum))\b")
_BRACES = regex.compile(r"\{\{[^{}\n]*\}\}")
_ANGLES = regex.compile(r"(?<![\w<])<(/?[A-Za-z][\w '’/=\"-]{0,60})>(?!>)")
_SQUARES = regex.compile(r"(?<![\w\]!\\])\[([^\[\]\n]{2,60})\](?![\w(\[:])")
_BLANK = regex.compile(
    r"\W*(?:your|insert|enter|add|fill in|names?|dates?|company|recipient|sender|client|customer"
    r"|title|address|phone|email|e-mail|city|number|amount|link|url|time|x+)\b",
    regex.IGNORECASE,
)
_TITLE = regex.compile(r"\p{Lu}[\p{L}'’&/]*(?:[ _-][\p{L}'’&/]+){0,5}")
_SPOKEN = frozenset(
    "he she it we they i you the a an this that his her its their our my sic note tip warning "
    "info warn error debug pdf video image photo audio applause laughter laughs".split()
)


def placeholders(text: str) -> list[str]:
    """What is left to fill in, verbatim, in order; code and comments are not looked at."""
    prose = _CODE.sub(lambda match: " " * len(match[0]), text.replace("\r\n", "\n"))
    places = sorted({*_found(prose)})
    outer = [
        (s, e)
        for s, e in places
        if not any(a <= s and e <= b and (a, b) != (s, e) for a, b in places)
    ]
    return list(dict.fromkeys(prose[start:end] for start, end in outer))


def _found(prose: str) -> Iterator[tuple[int, int]]:
    for pattern in (_WORDS, _BRACES):
        yield from (match.span() for match in pattern.finditer(prose))
    for match in _ANGLES.finditer(prose):
        if not is_tag(match[1], prose) and not match[1].startswith("/"):
            yield match.span()
    for match in _SQUARES.finditer(prose):
        if _blank(match[1], prose):
            yield match.span()


def _blank(inner: str, prose: str) -> bool:
    """Whether [inner] is to be filled in, and is no reference, aside or edited quotation."""
    if regex.search(rf"^ {{0,3}}\[{regex.escape(inner)}\]:", prose, regex.M | regex.I):
        return False
    if _BLANK.match(inner):
        return True
    return bool(_TITLE.fullmatch(inner)) and inner.split()[0].lower() not in _SPOKEN


@dataclass(frozen=True)
class NoPlaceholders(Check):
    """Whether nothing in the text is left to fill in."""

    @property
    def expression(self) -> str:
        return "no placeholders"

    def __call__(self, text: str) -> Result:
        left = placeholders(text)
        if not left:
            return Result(True, "no placeholders")
        named = ", ".join(f"'{clipped(place)}'" for place in left)
        verb = "is a placeholder" if len(left) == 1 else "are placeholders"
        return Result(False, named, f"{named} {verb}")


def _read(rest: str) -> NoPlaceholders:
    if rest:
        raise Misfit("takes nothing after it")
    return NoPlaceholders()


register(Form("no placeholders", "no placeholders", _read))
