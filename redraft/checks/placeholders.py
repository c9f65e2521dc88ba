"""`no placeholders`: TODO, [Your Name], {{name}}, lorem ipsum, and what else was left to fill."""

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from .base import Check, MisfitError, Result
from .code import without_code
from .markdown import DEFINITION, unwrapped
from .quoted import named
from .registry import Form
from .tags import closed, is_tag

__all__ = ["FORMS", "NoPlaceholders", "placeholders"]

_LINK = regex.compile(r"\[[^\[\]\n]*\](?:\((?:[^()\n]|\([^()\n]*\))*\)|\[(?P<label>[^\[\]\n]*)\])")
_BOX = regex.compile(r"^[ \t>]*(?:[-*+]|[0-9]+[.)])[ \t]+\[[ xX]\](?=[ \t]|$)", regex.MULTILINE)

_WORDS = regex.compile(r"\b(?:TODO|FIXME|XXX+|(?i:TBD|lorem ipsum))\b|\{\{[^{}\n]*\}\}")
_ANGLES = regex.compile(r"(?<![\w<])<([A-Za-z][\w '\u2019/=\"-]{0,60})>(?!>)")
_SQUARES = regex.compile(r"(?<!\w)\[([^\[\]\n]{1,60})\](?!\w)")
_ROW = regex.compile(r"(?<![\w\\])(?:\\?_){4,}+(?!\w)")
_RULE = regex.compile(r"^[ \t>]*+_{4,}[ \t]*$", regex.MULTILINE)
_BLANK = regex.compile(
    r"\W*(?:your|insert|enter|add|fill in|names?|dates?|company|recipient|sender|client|customer"
    r"|title|address|phone|email|e-mail|city|number|amount|link|url|time|xx+|(?-i:X))\b(?!['\u2019]s\b)",
    regex.IGNORECASE,
)
_NOUN = regex.compile(
    r"(?:names?|dates?|numbers?|title|address|phone|e-?mail|url|amount|manager)", regex.IGNORECASE
)
_TITLE = regex.compile(r"\p{Lu}[\p{L}'\u2019&/]+(?:[ _-][\p{L}'\u2019&/]+){0,5}")
_QUOTING = frozenset(
    "he she it we they i you the a an this that his her its their our my sic redacted see".split()
)
_SPOKEN = _QUOTING | frozenset(
    "note tip warning info warn error debug pdf video image photo audio applause laughter laughs "
    "appendix section chapter figure table exhibit annex y/n unreleased urgent action important "
    "reminder update draft external internal confidential ok pass passed fail failed done".split()
)


def placeholders(text: str) -> list[str]:
    """What is left to fill in, verbatim, in order.

    Code, links, tick boxes, footnotes, HTML tags and edited quotations ("[He] said") are
    not placeholders.
    """
    lines = unwrapped(regex.sub(r"\r\n?", "\n", text))
    labels = {match["label"].lower() for match in DEFINITION.finditer(lines)}
    prose = _RULE.sub(_spaces, _BOX.sub(_spaces, DEFINITION.sub(_spaces, without_code(lines))))
    prose = _LINK.sub(lambda link: _spaces(link) if _links(link, labels) else link[0], prose)
    return list(dict.fromkeys(prose[start:end] for start, end in _outermost(prose, labels)))


def _spaces(match: regex.Match[str]) -> str:
    return " " * len(match[0])


def _links(link: regex.Match[str], labels: set[str]) -> bool:
    return link["label"] is None or link["label"].lower() in labels


def _outermost(prose: str, labels: set[str]) -> Iterator[tuple[int, int]]:
    """The spans of the placeholders, without those inside another."""
    reached = 0
    for start, end in sorted(_found(prose, labels), key=lambda span: (span[0], -span[1])):
        if end > reached:
            yield start, end
            reached = end


def _found(prose: str, labels: set[str]) -> Iterator[tuple[int, int]]:
    yield from (match.span() for match in _WORDS.finditer(prose))
    yield from (match.span() for match in _ROW.finditer(prose))
    names = closed(prose)
    yield from (match.span() for match in _ANGLES.finditer(prose) if not is_tag(match[1], names))
    for match in _SQUARES.finditer(prose):
        if match[1].lower() not in labels and _blank(match[1].strip(" \\")):
            yield match.span()


def _blank(inner: str) -> bool:
    """Whether what stands between square brackets asks to be filled in."""
    words = inner.lower().split()
    if _BLANK.match(inner) or (words and _NOUN.fullmatch(words[-1]) and _QUOTING.isdisjoint(words)):
        return True
    return bool(_TITLE.fullmatch(inner)) and words[0] not in _SPOKEN


@dataclass(frozen=True)
class NoPlaceholders(Check):
    """Whether nothing in the text is left to fill in."""

    def _written(self) -> str:
        return "no placeholders"

    def _answer(self, text: str) -> Result:
        left = placeholders(text)
        if not left:
            return Result(True, "no placeholders")
        names = named(left)
        verb = "is a placeholder" if len(left) == 1 else "are placeholders"
        return Result(False, names, f"{names} {verb}")


def _read(rest: str) -> NoPlaceholders:
    if rest:
        raise MisfitError("takes nothing after it")
    return NoPlaceholders()


FORMS = (Form("no placeholders", "no placeholders", _read),)
