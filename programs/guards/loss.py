"""What a rewrite lost that the text before had."""

import re
from collections.abc import Iterable, Sequence

from .text import normalise
from .words import content_words, words

__all__ = ["lost"]

COLLAPSE = 0.4
"""Share of the words below which a rewrite has collapsed, unless shortening was asked for."""
SHORT = 25
"""Words below which a text cannot collapse."""

_SHORTEN = re.compile(
    r"\b(?:short(?:en|er)?|concise(?:ly)?|brief(?:ly|er)?|trim|cut|condense|tighten|too long|lengthy?"
    r"|wordy|verbose|repetiti\w+|redundant|padding|summari[sz]e|succinct|one sentence"
    r"|(?:at most|no more than|under|fewer than|less than|up to|within|maximum of) \w+ (?:\w+ )?"
    r"(?:words?|sentences?|lines?|characters?|paragraphs?)|\w+ (?:words?|lines?) or (?:fewer|less))\b",
    re.IGNORECASE,
)
_REMOVE = re.compile(
    r"\b(?:remove|delete|drop|omit|cut|replace|correct|wrong|incorrect|inaccurate|false|outdated"
    r"|change|rename|instead|not|should be|error)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"`([^`\n]{2,80})`|[\"“„«]([^\"“”„«»\n]{2,80})[\"”“»]")
_PLAIN = re.compile(r"https?://[^\s)>\]]+|[\w.+-]+@[\w-]+\.[\w.]+|\b\w+(?:_\w+)+\b|\b\w+\(\)")
_NUMBER = re.compile(r"(?<![\w.])[$€£]?\d+(?:[.,:/-]\d+)*%?(?![\w])")
_COUNTED = re.compile(
    r"\s*[-–]?\s*(?:or (?:more|fewer|less) )?(?:\w+ )?(?:words?|sentences?|paragraphs?|sections?|bullets?"
    r"|points?|items?|lines?|characters?|pages?|steps?|examples?|headings?|reasons?|questions?|tips?)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<=[\w,;:)] )[A-Z][\w'’]*[a-z\d]\w*(?: [A-Z]\w+)*|\b[A-Z]{2,}\d*\b")
_HEADING = re.compile(r"^[^\S\n]*#{1,6}\s+(.+?)[\s#]*$", re.MULTILINE)


def lost(
    task: str,
    requirements: Sequence[str],
    before: str,
    after: str,
    *,
    passed_before: Sequence[str] = (),
    passed_after: Sequence[str] = (),
    asks: Sequence[str] = (),
) -> list[str]:
    """One line for each thing lost; empty where nothing is.

    `passed_*` are the ids of coded boxes that passed; `asks` are fixes and unticked boxes, which
    may ask for a shorter text, or for a fact to go.
    """
    demands = [task, *requirements]
    found = [f"box {box} no longer passes" for box in passed_before if box not in passed_after]
    leave = normalise(" ".join(ask for ask in asks if _REMOVE.search(ask)))
    for fact in _facts(demands, before):
        if _has(before, fact) and not _has(after, fact) and normalise(fact) not in leave:
            found.append(f"{fact!r} is gone")
    return found + _collapsed(before, after, [*demands, *asks])


def _collapsed(before: str, after: str, texts: Iterable[str]) -> list[str]:
    old, new = len(words(before)), len(words(after))
    if old < SHORT or new >= COLLAPSE * old or any(map(_SHORTEN.search, texts)):
        return []
    return [f"{new} words are left of {old}"]


def _facts(demands: Sequence[str], before: str) -> list[str]:
    """What the demands name: quoted words, addresses, figures, names, and the text's headings."""
    found: list[str] = []
    for text in demands:
        found += [one or other for one, other in _QUOTED.findall(text)]
        found += [match.group().rstrip(".,;:") for match in _PLAIN.finditer(text)]
        found += [n.group() for n in _NUMBER.finditer(text) if not _COUNTED.match(text, n.end())]
        found += [match.group() for match in _NAME.finditer(text)]
    asked = frozenset().union(*map(content_words, demands))
    found += [title for title in _HEADING.findall(before) if _wanted(title, asked)]
    return list(dict.fromkeys(found))


def _wanted(title: str, asked: frozenset[str]) -> bool:
    named = content_words(title)
    return bool(named) and named <= asked


def _has(text: str, fact: str) -> bool:
    """Whether the fact stands in the text, whole words only; a heading's words may be inflected."""
    sought = re.escape(normalise(fact))
    if re.search(rf"(?<!\w){sought}(?!\w)", normalise(text)):
        return True
    named = content_words(fact)
    return bool(named) and not any(map(str.isdigit, fact)) and named <= content_words(text)
