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
HEAP = 12
"""Content words that a heap of words without marks has at least."""
BARREN = 0.25
"""Least share of function words in a sentence; a heap of words has fewer."""
ITEMS = 5
"""List items of a word or two each that are a list of words, not a list."""
LISTED = 0.8
"""Share of its words that a list of the wanted words has from the brief."""

_CUT = re.compile(r"[,;:|/\u2022\u00b7]|\s[-\u2013\u2014]\s|\.(?:\s|$)|\band\b")


def bare(labels: Labels, text: str, critique: Sequence[str] = (), told: Sequence[str] = ()) -> str:
    """`text` without padding; `critique` are further lines that may not be pasted into it.

    What is `told` beside it may be spoken of.
    """
    return _split(labels, text, tuple(critique), tuple(told))[0]


def padding(
    labels: Labels, text: str, critique: Sequence[str] = (), told: Sequence[str] = ()
) -> tuple[str, ...]:
    """The sentences that `bare` takes out, in order."""
    return _split(labels, text, tuple(critique), tuple(told))[1]


@lru_cache(maxsize=64)
def _split(
    labels: Labels, text: str, critique: tuple[str, ...], told: tuple[str, ...]
) -> tuple[str, tuple[str, ...]]:
    known = [_told(labels.draft), _told(labels.reference)]
    lines = [line for line in (*_lines(labels.asked), *labels.told, *critique) if line]
    checks = [box.check for box in labels.checklist if box.check]
    asked = frozenset[str]().union(*map(content_words, [*lines, *told, *checks]))
    ours = content_words(f"{labels.draft}\n{labels.reference}")
    kept, dropped, seen, at = list[str](), list[str](), list[str](), 0
    spans = sentences(text)
    items = _items([normalise(text[start:end]) for start, end in spans], known, asked)
    for n, (start, end) in enumerate(spans):
        said = normalise(text[start:end])
        own = said not in seen and any(said in told for told in known)
        if own or not (
            n in items
            or _echoes(said, lines)
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
    """The same without marks between the words: many content words, hardly anything else."""
    every = words(said)
    if len(held) < PIECES or len(held & asked) < LISTED * len(held):
        return False
    alone = len(every) >= 2 * PIECES and len(held) >= 0.9 * len(every)
    return alone or (len(held) >= HEAP and _barren(every))


def _barren(every: Sequence[str]) -> bool:
    return sum(not content_words(word) for word in every) < BARREN * len(every)


def _items(
    said: Sequence[str], known: Sequence[frozenset[str]], asked: frozenset[str]
) -> frozenset[int]:
    """The places of items of a word or two, one after another, most of them the brief's own."""
    found, run = set[int](), list[int]()
    for n, one in enumerate([*said, ""]):
        if one and len(words(one)) <= SHORT and not any(one in told for told in known):
            run.append(n)
            continue
        held = frozenset[str]().union(*(content_words(said[place]) for place in run))
        if len(run) >= ITEMS and len(held & asked) >= LISTED * len(held):
            found.update(run)
        run.clear()
    return frozenset(found)


def _again(said: str, seen: Sequence[str]) -> bool:
    """Whether it was told before; a short one may recur, as headings and labels do.

    With another figure in it, it is another thing: rows of a table and dates are alike.
    """
    if len(words(said)) < LEAST_WORDS:
        return False
    own = _figures(said)
    return any(fuzz.token_sort_ratio(said, one) >= TWICE and own <= _figures(one) for one in seen)


def _figures(said: str) -> frozenset[str]:
    return frozenset(filter(is_number, words(said)))


def _idle(said: str, asked: frozenset[str], ours: frozenset[str]) -> bool:
    """Whether it speaks of nothing that was asked for, and hardly of what the text is about."""
    held = content_words(said)
    if len(held) < LEAST_WORDS or any(map(is_number, words(said))):
        return False
    return not held & asked and 3 * len(held & ours) < len(held)
