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
from .registry import Form, register

__all__ = ["Grade", "grade", "syllables"]

_VOWELS = regex.compile(r"[aeiouy]+")
_SILENT = regex.compile(r"(?<=[^aeiouy])e$|(?<=[^aeiouytd])ed$|(?<=[^aeiouyscxzgh])es$")
_HIATUS = regex.compile(r"i(?:a|o(?!us|n)|u)|e(?:o(?!u)|a(?=t(?:e|i)))|u(?:a|o)(?<!qu.)|[aeou]ing$")
_LETTERS = regex.compile(r"[^\W\d_]+")


def syllables(word: str) -> int:
    """An estimate of the syllables of an English word: vowel groups, silent endings aside."""
    return sum(_part(part) for part in _LETTERS.findall(word.lower().replace("'", ""))) or 1


def _part(letters: str) -> int:
    groups = len(_VOWELS.findall(letters)) + len(_HIATUS.findall(letters))
    silent = bool(_SILENT.search(letters)) and not regex.search(r"[^aeiouy]le[sd]?$", letters)
    return max(groups - silent, 1)


def grade(text: str) -> Decimal | None:
    """0.39 words a sentence + 11.8 syllables a word - 15.59, to a tenth; None if no words.

    Only sentences count, as `prose.sentences` finds them: no headings, tables or code.
    """
    sentences = prose.sentences(text)
    words = [word for sentence in sentences for word in prose.words(sentence)]
    if not words:
        return None
    spoken = sum(map(syllables, words))
    value = 0.39 * len(words) / len(sentences) + 11.8 * spoken / len(words) - 15.59
    return Decimal(f"{value:.1f}") + 0


@dataclass(frozen=True)
class Grade(Check):
    """Whether the text's Flesch-Kincaid grade lies within `bounds`; no words has not passed."""

    bounds: Bounds

    @property
    def expression(self) -> str:
        return f"grade {self.bounds}"

    def __call__(self, text: str) -> Result:
        value = grade(text)
        if value is None:
            return Result(False, "no words", "no sentence to grade")
        short, over = self.bounds.short(value), self.bounds.over(value)
        missing = f"grade {value} is {short} too low" if short else ""
        missing = f"grade {value} is {over} too high" if over else missing
        return Result(not missing, f"grade {value}", missing)


register(Form("grade", "grade <= 12", lambda rest: Grade(read_bounds(rest, Decimal("0.1")))))
