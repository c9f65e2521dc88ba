"""Whether a text deals with the weaknesses that were planted in the draft."""

import re
from collections.abc import Iterator
from functools import lru_cache

from redraft.signatures.types import Weakness
from redraft.texts.deeds import deed
from redraft.texts.segments import added, segments
from redraft.texts.sentences import sentences
from redraft.texts.text import contains, locate, normalise
from redraft.texts.words import content_words, is_number

from .bare import bare
from .inputs import Labels
from .kept import kept

__all__ = ["FIXED", "answer", "dealt"]

FIXED = 0.5
"""Least that a text deals with a planted weakness for it to be dealt with."""

FLOOR = 0.25
"""Least share of the answer's words for a fix; synonyms bring in fewer by chance."""
ENOUGH = 0.5
"""Share of the answer's words that is a whole fix: it may be worded otherwise."""
STANDS = 0.5
"""Least share of a quote's words in one sentence where the quote still stands, reworded."""
TOGETHER = 2
"""Words of the answer that a sentence elsewhere brings in at least for them to count."""
SEVERAL = 3
"""Words new to the whole draft from which they alone are the answer; a figure is as many."""
WHOLE = 0.9
"""Least that a text keeps of the draft's good for a deletion to be a fix."""

_MARKER = re.compile(r"^\s*\d{1,3}[.)]\s")


def dealt(labels: Labels, weakness: Weakness, text: str) -> float:
    """How far the text deals with a planted weakness, 0 to 1.

    With a reference: the share of what the reference says there, a figure or name counting
    thrice; where the reference only takes words out, whether they are gone and nothing good
    went with them. Without one: 1 where an edit of substance deals with it.
    """
    if labels.is_draft(text):
        return 0.0
    if labels.is_reference(text):
        return 1.0
    own = bare(labels, text)
    if _stands(labels, weakness, own):
        return 0.0
    if not labels.reference:
        result, _, after = deed(weakness, None, labels.draft, own)
        return float(result == "fixed" and (bool(after) or kept(labels, own) >= WHOLE))
    wanted = answer(labels, weakness)
    if wanted:
        found = _weigh(_found(labels.draft, own, weakness.quote, wanted)) / _weigh(wanted)
        return min(1.0, found / ENOUGH) if found >= FLOOR else 0.0
    return float(not _reworded(weakness.quote, own) and kept(labels, own) >= WHOLE)


@lru_cache(maxsize=64)
def answer(labels: Labels, weakness: Weakness) -> frozenset[str]:
    """The content words that the reference brings in for the weakness; none if it only cuts.

    By the edits of the quote, else by those that take up its problem; words new to the whole
    draft where there are several, or a figure, else words new to the passage.
    """
    near, far = _gains(labels, weakness)
    brought = near or far
    new = brought - content_words(labels.draft)
    return new if _weigh(new) >= SEVERAL else brought


def _gains(labels: Labels, weakness: Weakness) -> tuple[frozenset[str], frozenset[str]]:
    """Words brought in by the edits of the quote, and by others that take up its problem."""
    span = locate(labels.draft, weakness.quote) if weakness.quote else None
    known = content_words(labels.draft)
    asked = content_words(f"{weakness.problem} {weakness.fix}")
    near, far = list[frozenset[str]](), list[frozenset[str]]()
    for edit in segments(labels.draft, labels.reference):
        old = content_words(edit.before)
        hit = span is not None and edit.start < span[1] and edit.end > span[0] and edit.before
        for passage in added(edit.before, edit.after):
            fresh = _words(passage) - old
            spoken = fresh & asked
            if hit:
                near.append(fresh)
            elif len(spoken) >= 2 or spoken - known:
                far.append(fresh)
    return frozenset().union(*near), frozenset().union(*far)


def _words(passage: str) -> frozenset[str]:
    """Its content words; the number of a list item is none."""
    return content_words(_MARKER.sub("", passage))


def _stands(labels: Labels, weakness: Weakness, text: str) -> bool:
    """Whether the quoted words stand there still, or some new sentence says them again.

    What ought not to stand are the words that the reference takes out at the quote's place.
    """
    quote = weakness.quote
    if not quote or contains(labels.reference, quote):
        return False
    if contains(text, quote):
        return True
    held, wrong = content_words(quote), _taken_out(labels, quote)
    known = normalise(f"{labels.draft}\n{labels.reference}")
    return bool(wrong) and any(
        len(held & said) >= STANDS * len(held) and len(wrong & said) >= STANDS * len(wrong)
        for sentence, said in _said(text)
        if normalise(sentence) not in known
    )


@lru_cache(maxsize=64)
def _taken_out(labels: Labels, quote: str) -> frozenset[str]:
    """The content words of the quote that the reference no longer has where it stood."""
    span = locate(labels.draft, quote)
    stays = [
        content_words(edit.after)
        for edit in segments(labels.draft, labels.reference)
        if span and edit.before and edit.start < span[1] and edit.end > span[0]
    ]
    return content_words(quote).difference(*stays) if stays else frozenset()


def _said(text: str) -> Iterator[tuple[str, frozenset[str]]]:
    for start, end in sentences(text):
        yield text[start:end], content_words(text[start:end])


def _reworded(quote: str, text: str) -> bool:
    """Whether some sentence still says most of what the quote says."""
    held = content_words(quote)
    return any(len(held & said) >= STANDS * len(held) for _, said in _said(text))


def _found(draft: str, text: str, quote: str, wanted: frozenset[str]) -> frozenset[str]:
    """Wanted words that the text brings in where the quote was, or together elsewhere.

    One alone elsewhere is chance: some synonym in some other sentence.
    """
    span = locate(draft, quote) if quote else None
    found = frozenset[str]()
    for hit, fresh in _gained(draft, text, span):
        here = fresh & wanted
        if hit or len(here) >= TOGETHER or (not quote and here == wanted):
            found |= here
    return found


@lru_cache(maxsize=64)
def _gained(
    draft: str, text: str, span: tuple[int, int] | None
) -> tuple[tuple[bool, frozenset[str]], ...]:
    """For each sentence that an edit brings in: whether it replaces the span, and its new words."""
    found = []
    for before, after, start, end in segments(draft, text):
        hit = span is not None and bool(before) and start < span[1] and end > span[0]
        old = content_words(before)
        found += [(hit, _words(passage) - old) for passage in added(before, after)]
    return tuple(found)


def _weigh(found: frozenset[str]) -> int:
    return sum(3 if is_number(word) else 1 for word in found)
