"""What a text still has of the good that the draft had."""

from collections.abc import Iterator
from functools import lru_cache

from redraft.texts.segments import added, alike, segments
from redraft.texts.sentences import sentences
from redraft.texts.words import content_words, is_number, words

from .inputs import Labels

__all__ = ["COLLAPSE", "gone", "kept", "lost", "restored"]

COLLAPSE = 0.6
"""Least that a text keeps of the draft's good for it to be the same text."""

GOOD = 0.6
"""Least share of a draft sentence's content words that the reference still has of a good one."""
STAYS = 0.5
"""Least share of those words that the text has where the sentence stays, in whatever wording."""


@lru_cache(maxsize=64)
def lost(labels: Labels, text: str) -> tuple[str, ...]:
    """The draft's sentences that the reference keeps and the text dropped.

    Dropped is a sentence of whose words less than half stand anywhere in the text; without
    a reference every sentence of the draft is one to keep.
    """
    held = content_words(text)
    return tuple(said for said, good in _good(labels) if _share(good, held) < STAYS)


def kept(labels: Labels, text: str) -> float:
    """How much of the draft's good sentences stays, 0 to 1; 1 where there is no draft."""
    held = content_words(text)
    shares = [min(1.0, _share(good, held) / STAYS) for _, good in _good(labels)]
    return sum(shares) / len(shares) if shares else 1.0


@lru_cache(maxsize=64)
def restored(labels: Labels, text: str) -> str:
    """The text with what it lost, or dropped instead of mending it, put back where it stood.

    After what stood before it in the draft; failing that, before the text's last sentence.
    """
    missing = frozenset([*lost(labels, text), *_dropped(labels, text)])
    draft, at = labels.draft, 0
    for start, end in sentences(draft):
        said = draft[start:end]
        place = text.find(said, at)
        if place >= 0:
            at = place + len(said)
        elif said in missing:
            put = draft[:start][len(draft[:start].rstrip()) :] + said if at else f"{said}\n"
            where = at or _last(text)
            text = text[:where] + put + text[where:]
            at = where + len(put) if at else 0
    return text


def gone(labels: Labels, text: str) -> float:
    """Share of the draft's words in what the text lost, or dropped instead of mending it."""
    missing = {*lost(labels, text), *_dropped(labels, text)}
    size = len(words(labels.draft))
    return sum(len(words(said)) for said in missing) / size if size else 0.0


def _last(text: str) -> int:
    """Where the last sentence begins; the end of the text if it is the only one."""
    spans = sentences(text)
    return spans[-1][0] if len(spans) > 1 else len(text)


def _dropped(labels: Labels, text: str) -> list[str]:
    """The draft's sentences that the text takes out, and the reference does not."""
    if not labels.reference:
        return []
    new = [content_words(said) for said in added(labels.draft, text)]
    right = _removed(labels.draft, labels.reference)
    return [
        said
        for said in _removed(labels.draft, text)
        if said not in right and not any(_says(one, content_words(said)) for one in new)
    ]


def _removed(before: str, after: str) -> list[str]:
    """The sentences in whose place nothing stands: of a rewritten passage those least alike it."""
    found = list[str]()
    for edit in segments(before, after):
        old = [edit.before[start:end] for start, end in sentences(edit.before)]
        new = [edit.after[start:end] for start, end in sentences(edit.after)]
        old.sort(key=lambda said: max((alike(said, one) for one in new), default=0.0))
        found += old[: max(0, len(old) - len(new))]
    return found


def _says(said: frozenset[str], wanted: frozenset[str]) -> bool:
    return len(said & wanted) >= STAYS * len(wanted)


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
