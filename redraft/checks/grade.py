"""`grade <= 12`: the Flesch-Kincaid grade, the years of schooling a reader needs.

The formula is that of Kincaid, Fishburne, Rogers and Chissom, "Derivation of New
Readability Formulas for Navy Enlisted Personnel", Research Branch Report 8-75, Naval
Technical Training Command, 1975. It is made for English.
"""

from dataclasses import dataclass
from decimal import Decimal

import regex

from . import prose
from .base import Check, Result
from .bounds import Bounds, read_bounds
from .registry import Form

__all__ = ["FORMS", "Grade", "grade", "syllables"]

_VOWELS = regex.compile(r"[aeiouy]+")
_SILENT = regex.compile(
    r"(?<=[^aeiouy])(?<![^aeiouylr]l)"
    r"(?:e|(?<=[^td])ed|(?<=[^sxzcg])(?<![cs]h)es)$"
)
_APART = regex.compile(
    r"(?<![tcsg])ia|(?<![tcsgxln])io|(?<!t)iu|i(?=et)|(?<!fr|[ct])ien|scien"
    r"|(?<![pg])eo|(?:id|ar)ea$|creat(?!u)|eali|e(?=um)|(?<![qg])u(?:al|at|ar[iy])|(?<!q)uou"
    r"|[aeouy]ings?$|o(?=e[mt])|(?<!^e)(?<=[aeou])y(?=[aeou])|(?:th|s)m$"
)
"""Where two vowels side by side are two syllables, or an m is one."""
_LETTERS = regex.compile(r"[^\W\d_]+")


def syllables(word: str) -> int:
    """An estimate of the syllables of an English word: groups of vowels, less a silent ending."""
    letters = regex.sub(r"['\u2019]", "", word.lower())
    return sum(map(_part, _LETTERS.findall(letters))) or 1


def _part(letters: str) -> int:
    groups = len(_VOWELS.findall(letters)) + len(_APART.findall(letters))
    return max(groups - bool(_SILENT.search(letters)), 1)


def grade(text: str) -> Decimal | None:
    """0.39 words a sentence + 11.8 syllables a word - 15.59, to a tenth; None if no words.

    Only sentences count, as `prose.sentences` finds them: no headings, tables or code.
    """
    sentences = prose.sentences(text)
    words = [word for sentence in sentences for word in prose.tokens(sentence)]
    if not words:
        return None
    spoken = sum(map(syllables, words))
    value = 0.39 * len(words) / len(sentences) + 11.8 * spoken / len(words) - 15.59
    return Decimal(f"{value:.1f}") + 0


@dataclass(frozen=True)
class Grade(Check):
    """Whether the text's Flesch-Kincaid grade lies within `bounds`; no words has not passed."""

    bounds: Bounds

    def _written(self) -> str:
        return f"grade {self.bounds}"

    def _answer(self, text: str) -> Result:
        value = grade(text)
        if value is None:
            return Result(False, "no words", "no sentence to grade")
        short, over = self.bounds.short(value), self.bounds.over(value)
        missing = f"grade {value} is {short} too low" if short else ""
        missing = f"grade {value} is {over} too high" if over else missing
        return Result(not missing, f"grade {value}", missing)


FORMS = (Form("grade", "grade <= 12", lambda rest: Grade(read_bounds(rest, Decimal("0.1")))),)
