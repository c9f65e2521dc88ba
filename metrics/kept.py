"""What a text still has of the good that the draft had."""

from collections.abc import Iterator
from functools import lru_cache

from redraft.texts.sentences import sentences
from redraft.texts.words import content_words, is_number

from .inputs import Labels

__all__ = ["kept", "lost", "restored"]

GOOD = 0.6
"""Least share of a draft sentence's content words that the reference still has of a good one."""
STAYS = 0.5
"""Least share of those words that the text has where the sentence stays, in whatever wording."""


def lost(labels: Labels, text: str) -> list[str]:
    """The draft's sentences that the reference keeps and the text dropped.

    Dropped is a sentence of whose words less than half stand anywhere in the text; without
    a reference every sentence of the draft is one to keep.
    """
    held = content_words(text)
    return [said for said, good in _good(labels) if _share(good, held) < STAYS]


def kept(labels: Labels, text: str) -> float:
    """How much of the draft's good sentences stays, 0 to 1; 1 where there is no draft."""
    held = content_words(text)
    shares = [min(1.0, _share(good, held) / STAYS) for _, good in _good(labels)]
    return sum(shares) / len(shares) if shares else 1.0


def restored(labels: Labels, text: str) -> str:
    """The text with what it lost put back before its last sentence, a line each."""
    gone = lost(labels, text)
    spans = sentences(text)
    last = spans[-1][0] if len(spans) > 1 else len(text)
    return "\n".join([text[:last].rstrip(" "), *gone, text[last:]]) if gone else text


@lru_cache(maxsize=16)
def _good(labels: Labels) -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple(_sentences(labels))


def _sentences(labels: Labels) -> Iterator[tuple[str, frozenset[str]]]:
    """Each good sentence of the draft, and the words of it that the reference has too."""
    wanted = content_words(labels.reference or labels.draft)
    for start, end in sentences(labels.draft):
        said = labels.draft[start:end]
        own = content_words(said)
        if len(own) >= 3 and len(own & wanted) >= GOOD * len(own):
            yield said, own & wanted


def _share(good: frozenset[str], held: frozenset[str]) -> float:
    """Share of `good` that is held; a figure counts as three words."""
    return _weigh(good & held) / _weigh(good)


def _weigh(found: frozenset[str]) -> int:
    return sum(3 if is_number(word) else 1 for word in found)
