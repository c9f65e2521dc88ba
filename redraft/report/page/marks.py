"""Passages of a text that light up: quotes, edits and evidence, over the words that changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from .word_diff import Kind, Piece

__all__ = ["Mark", "Segment", "marked"]

Role = Literal["quote", "edit", "evidence"]


@dataclass(frozen=True)
class Mark:
    """Characters `start` to `end` of a text, to light up for the weakness `key`."""

    start: int
    end: int
    role: Role
    key: str


@dataclass(frozen=True)
class Segment:
    """Text of one kind with the marks on it: for each role the keys, with blanks between."""

    kind: Kind
    text: str
    quote: str = ""
    edit: str = ""
    evidence: str = ""


def marked(pieces: Sequence[Piece], marks: Sequence[Mark]) -> list[Segment]:
    """The pieces cut where marks begin and end; marks count what stayed or came, not what went."""
    return list(_segments(pieces, marks))


def _segments(pieces: Sequence[Piece], marks: Sequence[Mark]) -> Iterator[Segment]:
    cuts = sorted({at for mark in marks for at in (mark.start, mark.end)})
    place = 0
    for piece in pieces:
        if piece.kind == "del":
            yield Segment("del", piece.text)
            continue
        end = place + len(piece.text)
        ends = [*(cut for cut in cuts if place < cut < end), end]
        start = place
        for stop in ends:
            on = [mark for mark in marks if mark.start <= start and stop <= mark.end]
            text = piece.text[start - place : stop - place]
            yield Segment(
                piece.kind, text, _keys(on, "quote"), _keys(on, "edit"), _keys(on, "evidence")
            )
            start = stop
        place = end


def _keys(marks: Sequence[Mark], role: Role) -> str:
    return " ".join(dict.fromkeys(mark.key for mark in marks if mark.role == role))
