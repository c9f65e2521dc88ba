"""`covers "dog", "run"`: words that a text must use, in any of their forms."""

from dataclasses import dataclass
from functools import cache

import regex

from . import prose
from .base import Check, Result
from .quoted import named, quoted, several
from .registry import Form

__all__ = ["FORMS", "Covers"]

_WORD = regex.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")


@cache
def _lemma(word: str) -> str:
    from simplemma import lemmatize  # its dictionary is read at the first use

    return str(lemmatize(word.lower().replace("\u2019", "'"), lang="en")).lower()


def _lemmas(text: str) -> tuple[list[str], list[str]]:
    words = [found for word in prose.words(text) for found in _WORD.findall(word)]
    return words, [_lemma(word) for word in words]


@dataclass(frozen=True)
class Covers(Check):
    """Whether each of `concepts` occurs in the text in some form ("ran" covers "run"); English."""

    concepts: tuple[str, ...]

    def _written(self) -> str:
        return f"covers {quoted(self.concepts)}"

    def _answer(self, text: str) -> Result:
        words, lemmas = _lemmas(text)
        places = {concept: _place(concept, words, lemmas) for concept in self.concepts}
        lacking = [concept for concept, place in places.items() if not place]
        missing = f"does not cover {named(lacking)}" if lacking else ""
        return Result(not lacking, quoted(filter(None, places.values())), missing)


def _place(concept: str, words: list[str], lemmas: list[str]) -> str:
    """The words of the text that are forms of `concept`, in its order and unbroken."""
    wanted = _lemmas(concept)[1]
    starts = range(len(words) - len(wanted) + 1) if wanted else ()
    at = next((start for start in starts if lemmas[start : start + len(wanted)] == wanted), None)
    return "" if at is None else " ".join(words[at : at + len(wanted)])


FORMS = (Form("covers", 'covers "dog", "run"', lambda rest: Covers(several(rest))),)
