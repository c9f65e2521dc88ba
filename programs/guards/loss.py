"""What a rewrite lost that the text before had."""

import re
from collections.abc import Iterable, Sequence

from redraft.texts.facts import PART, facts
from redraft.texts.text import normalise
from redraft.texts.words import content_words, words

__all__ = ["lost"]

COLLAPSE = 0.4
"""Share of the words below which a rewrite has collapsed, unless shortening was asked for."""
SHORT = 25
"""Words below which a text cannot collapse."""

_SHORTEN = re.compile(
    r"\b(?:short(?:en|er)?|concise(?:ly)?|brief(?:ly|er)?|trim|cut|condense|tighten"
    r"|too (?:long|many)"
    r"|lengthy|wordy|verbose|repetiti\w+|redundant|padding|summari[sz]e|succinct|one sentence"
    r"|(?:at most|no more than|under|fewer than|less than|up to|within|maximum of) \w+ (?:\w+ )?"
    r"(?:words?|sentences?|lines?|characters?|paragraphs?)"
    r"|\w+ (?:words?|lines?) or (?:fewer|less))\b",
    re.IGNORECASE,
)
_REMOVE = re.compile(
    r"\b(?:remove|delete|drop|omit|cut|replace|correct|wrong|incorrect|inaccurate|false|outdated"
    r"|rename|instead of|should be|error)\b|\blacks [\"\u201c]",
    re.IGNORECASE,
)


def lost(
    task: str,
    requirements: Sequence[str],
    before: str,
    after: str,
    *,
    passed_before: Sequence[str] = (),
    passed_after: Sequence[str] = (),
    asks: Sequence[str] = (),
    own: str = "",
) -> list[str]:
    """One line for each thing lost; empty where nothing is.

    `passed_*` are the ids of coded boxes that passed; `asks` are fixes and what unticked
    boxes miss, which may ask for a shorter text, or for a fact to go. The facts of `own` are to
    stay as if they had been asked for.
    """
    demands = [task, *requirements]
    leave = normalise(" ".join(ask for ask in asks if _REMOVE.search(ask)))
    boxes = [f"box {box} no longer passes" for box in passed_before if box not in passed_after]
    gone = [
        f'"{fact}" is gone'
        for fact in facts([*demands, own], before)
        if _holds(before, fact) and not _holds(after, fact) and not _stands(leave, fact)
    ]
    return boxes + gone + _collapsed(before, after, [*demands, *asks])


def _collapsed(before: str, after: str, texts: Iterable[str]) -> list[str]:
    old, new = len(words(before)), len(words(after))
    if old < SHORT or new >= COLLAPSE * old or any(map(_SHORTEN.search, texts)):
        return []
    return [f"{new} words are left of {old}"]


def _stands(text: str, words: str) -> bool:
    sought = re.escape(normalise(words))
    return re.search(rf"(?<!{PART}){sought}(?!{PART})", normalise(text)) is not None


def _holds(text: str, fact: str) -> bool:
    """Whether the fact stands in the text, whole words only; its words may be inflected."""
    if _stands(text, fact):
        return True
    named = content_words(fact)
    return bool(named) and not any(map(str.isdigit, fact)) and named <= content_words(text)
