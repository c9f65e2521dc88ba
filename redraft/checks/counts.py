"""`words 120..180`, `sentences <= 8`: how much there is of a text."""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

import regex

from . import prose
from .base import Check, MisfitError, Result
from .bounds import Bounds, read_bounds
from .markdown import blocks
from .registry import Form

__all__ = ["FORMS", "UNITS", "Count", "characters", "headings", "paragraphs", "sentences", "words"]


def words(text: str) -> int:
    """The number of words; what a word is, `prose.words` says."""
    return len(prose.words(text))


def sentences(text: str) -> int:
    """The number of sentences; what a sentence is, `prose.sentences` says."""
    return len(prose.sentences(text))


def paragraphs(text: str) -> int:
    """The number of blocks of prose: no heading, list, table or code."""
    return sum(block.kind == "prose" and bool(words(block.text)) for block in blocks(text))


def characters(text: str) -> int:
    """The number of characters as a reader sees them, markers and inner spaces included."""
    lines = regex.sub(r"\r\n?", "\n", text.strip())
    return len(regex.findall(r"\X", unicodedata.normalize("NFC", lines)))


def headings(text: str) -> int:
    """The number of Markdown headings and of lines that are only bold."""
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

    def _written(self) -> str:
        return f"{self.unit} {self.bounds}"

    def _answer(self, text: str) -> Result:
        counted = Decimal(UNITS[self.unit](text))
        short, over = self.bounds.short(counted), self.bounds.over(counted)
        missing = f"lacks {self._of(short)}" if short else ""
        missing = f"{self._of(over)} too many" if over else missing
        return Result(not missing, self._of(counted), missing)

    def _of(self, number: Decimal) -> str:
        return f"{number} {self.unit.removesuffix('s') if number == 1 else self.unit}"


def _reader(unit: str) -> Callable[[str], Count]:
    def read(rest: str) -> Count:
        bounds = read_bounds(rest, Decimal(1))
        if (bounds.most is not None and bounds.most < 0) or (bounds.least or 0) < 0:
            raise MisfitError("cannot be fewer than 0")
        return Count(unit, bounds)

    return read


FORMS = (
    Form("words", "words 120..180", _reader("words")),
    Form("sentences", "sentences <= 8", _reader("sentences")),
    Form("paragraphs", "paragraphs >= 2", _reader("paragraphs")),
    Form("characters", "characters <= 280", _reader("characters")),
    Form("headings", "headings == 3", _reader("headings")),
)
