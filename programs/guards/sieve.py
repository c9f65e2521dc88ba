"""Which weaknesses of a critique count."""

from collections.abc import Sequence
from typing import Literal

from redraft.signatures.records import Dropped
from redraft.signatures.types import Weakness
from redraft.texts.duplicates import same_fault
from redraft.texts.grounding import grounded
from redraft.texts.praise import praises
from redraft.texts.unchanged import empty
from redraft.texts.void import void

__all__ = ["sieve"]

Reason = Literal["ungrounded", "duplicate", "praise", "empty", "void"]


def sieve(weaknesses: Sequence[Weakness], text: str) -> tuple[list[Weakness], list[Dropped]]:
    """The weaknesses that count, numbered w1, w2, ... in order, and the others with a reason.

    Asked in order: is it empty, praise, ungrounded, void, or told before? One that code made
    is none of praise, ungrounded and void, and told before only where it has the same quote.
    """
    kept: list[Weakness] = []
    dropped: list[Dropped] = []
    for weakness in weaknesses:
        reason = _reason(weakness, text, kept)
        if reason:
            dropped.append(Dropped(weakness=weakness, reason=reason))
        else:
            kept.append(weakness.model_copy(update={"id": f"w{len(kept) + 1}"}))
    return kept, dropped


def _reason(weakness: Weakness, text: str, kept: list[Weakness]) -> Reason | None:
    if empty(weakness.problem) and empty(weakness.fix):
        return "empty"
    found = weakness.by == "model"
    if found and praises(weakness):
        return "praise"
    if found and not grounded(weakness, text):
        return "ungrounded"
    if found and void(weakness):
        return "void"
    near = (known for known in kept if found or known.quote == weakness.quote)
    return "duplicate" if any(same_fault(known, weakness, text) for known in near) else None
