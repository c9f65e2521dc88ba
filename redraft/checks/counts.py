"""`words 120..180`, `sentences <= 8`: how much there is of a text."""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

import regex

from . import prose
from .base import Check, Misfit, Result
from .bounds import Bounds, read_bounds
from .headings import titles
from .markdown import blocks
from .registry import Form, register

__all__ = ["UNITS", "Count", "characters", "headings", "paragraphs", "sentences", "words"]


def words(text: str) -> int:
    """The number of words; what a word is, `prose.words` says."""
    return len(prose.words(text))


def sentences(text: str) -> int:
    """The number of sentences; what a sentence is, `prose.sentences` says."""
    return len(prose.sentences(text))


def paragraphs(text: str) -> int:
    """The number of blocks of prose: no heading, list, table or code."""
    bold = len(titles(text, colon=False)) - _marked(text)
    return sum(block.kind == "prose" for block in blocks(text)) - bold


def characters(text: str) -> int:
    """The number of characters as a reader sees them, markers and inner spaces included."""
    lines = regex.sub(r"\r\n?", "\n", text.strip())
    return len(regex.findall(r"\X", unicodedata.normalize("NFC", lines)))


def headings(text: str) -> int:
    """The number of Markdown headings and of lines that are only bold."""
    return len(titles(text, colon=False))


def _marked(text: str) -> int:
    return sum(block.kind == "heading" for block in blocks(text))


UNITS: Mapping[str, Callable[[str], int]] = MappingProxyType(
    {
        "words": words,
        "sentences": sentences,
        "paragraphs": paragraphs,
        "characters": characters,
        "headings": headings,
    }
)
"""What can be counted, by the name an expression gives it."""


@dataclass(frozen=True)
class Count(Check):
    """Whether the number of `unit` in the text lies within `bounds`."""

    unit: str
    bounds: Bounds

    @property
    def expression(self) -> str:
        return f"{self.unit} {self.bounds}"

    def __call__(self, text: str) -> Result:
        counted = Decimal(UNITS[self.unit](text))
        short, over = self.bounds.short(counted), self.bounds.over(counted)
        missing = f"lacks {self._of(short)}" if short else ""
        missing = f"{self._of(over)} too many" if over else missing
        return Result(not missing, self._of(counted), missing)

    def _of(self, number: Decimal) -> str:
        return f"{number} {self.unit.removesuffix('s') if number == 1 else self.unit}"


def _read(unit: str) -> Callable[[str], Count]:
    def read(rest: str) -> Count:
        bounds = read_bounds(rest, Decimal(1))
        if (bounds.most is not None and bounds.most < 0) or (bounds.least or 0) < 0:
            raise Misfit("cannot be fewer than 0")
        return Count(unit, bounds)

    return read


register(
    *(
        Form(unit, f"{unit} {bounds}", _read(unit))
        for unit, bounds in (
            ("words", "120..180"),
            ("sentences", "<= 8"),
            ("paragraphs", ">= 2"),
            ("characters", "<= 280"),
            ("headings", "== 3"),
        )
    )
)
