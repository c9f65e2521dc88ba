"""A text without what is only there to please a metric.

Every metric that reads a text reads it bare: words of the checklist pasted in, lists of
the wanted words, sentences told twice and talk about nothing then tick and fix nothing.
What the draft or the reference says is never taken out.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from redraft.texts.sentences import sentences
from redraft.texts.text import normalise
from redraft.texts.words import content_words, is_number, words

from .inputs import Labels

__all__ = ["bare", "padding"]

ECHO = 88
"""Likeness, of 100, at which a sentence only repeats a line of the brief or critique."""
LEAST_WORDS = 4
"""Words below which a sentence could repeat a line by chance."""
TWICE = 95
"""Likeness, of 100, of a sentence told again."""
PIECES = 4
"""Pieces that a list of bare words has at least."""
SHORT = 2.0
"""Words that such a piece has at most, on average."""
LISTED = 0.8
"""Share of its words that a list of the wanted words has from the brief."""

_CUT = re.compile(r"[,;:|/\u2022\u00b7]|\s[-\u2013\u2014]\s|\.(?:\s|$)|\band\b")


def bare(labels: Labels, text: str, critique: Sequence[str] = ()) -> str:
    """`text` without padding; `critique` are further lines that may not be pasted into it."""
    return _split(labels, text, tuple(critique))[0]


def padding(labels: Labels, text: str, critique: Sequence[str] = ()) -> tuple[str, ...]:
    """The sentences that `bare` takes out, in order."""
    return _split(labels, text, tuple(critique))[1]


@lru_cache(maxsize=64)
def _split(labels: Labels, text: str, critique: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    known = [_told(labels.draft), _told(labels.reference)]
    lines = [line for line in (*_lines(labels.asked), *labels.told, *critique) if line]
    asked = frozenset[str]().union(*map(content_words, lines))
    ours = content_words(f"{labels.draft}\n{labels.reference}")
    kept, dropped, seen, at = list[str](), list[str](), list[str](), 0
    for start, end in sentences(text):
        said = normalise(text[start:end])
        own = said not in seen and any(said in told for told in known)
        if own or not (
            _echoes(said, lines)
            or _lists(said, asked)
            or _again(said, seen)
            or _idle(said, asked, ours)
        ):
            kept.append(text[at:end])
            seen.append(said)
        else:
            dropped.append(text[start:end])
        at = end
    return "".join(kept).strip("\n"), tuple(dropped)


def _told(text: str) -> frozenset[str]:
    return frozenset(normalise(text[start:end]) for start, end in sentences(text))


def _lines(asked: Iterable[str]) -> list[str]:
    """The brief's lines, each also sentence by sentence."""
    return [line[start:end] for line in asked for start, end in sentences(line)]


def _echoes(said: str, lines: Sequence[str]) -> bool:
    """Whether it repeats one line, whole or nearly, or is framed round it."""
    size = len(words(said))
    if size < LEAST_WORDS:
        return False
    for line in lines:
        told = normalise(line)
        if fuzz.ratio(said, told) >= ECHO:
            return True
        inside = len(words(told)) >= LEAST_WORDS and len(told) <= len(said) <= 2 * len(told)
        if inside and fuzz.partial_ratio(told, said) >= ECHO:
            return True
    return False


def _lists(said: str, asked: frozenset[str]) -> bool:
    """Whether it is a list of words, most of them the brief's own."""
    pieces = [piece for piece in (words(cut) for cut in _CUT.split(said)) if piece]
    held = content_words(said)
    if len(pieces) < PIECES or sum(map(len, pieces)) > SHORT * len(pieces) or not held:
        return _bag(said, held, asked)
    return len(held & asked) >= LISTED * len(held)


def _bag(said: str, held: frozenset[str], asked: frozenset[str]) -> bool:
    """The same without marks between the words: content words of the brief and no others."""
    count = len(words(said))
    return count >= 2 * PIECES and len(held) >= 0.9 * count and len(held & asked) >= 0.9 * len(held)


def _again(said: str, seen: Sequence[str]) -> bool:
    """Whether it was told before; a short one may recur, as headings and labels do."""
    if len(words(said)) < LEAST_WORDS:
        return False
    return any(fuzz.token_sort_ratio(said, one) >= TWICE for one in seen)


def _idle(said: str, asked: frozenset[str], ours: frozenset[str]) -> bool:
    """Whether it speaks of nothing that was asked for, and hardly of what the text is about."""
    held = content_words(said)
    if len(held) < LEAST_WORDS or any(map(is_number, words(said))):
        return False
    return not held & asked and 3 * len(held & ours) < len(held)
