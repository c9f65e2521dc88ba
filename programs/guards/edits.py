"""Audits one weakness against the texts before and after, and the change note for it."""

from redraft.signatures.records import Outcome
from redraft.signatures.types import Change, Weakness
from redraft.texts.deeds import deed

__all__ = ["Audit", "outcome"]

Audit = tuple[Outcome, str, str]
"""The outcome, the passage before and the passage after; empty where nothing was edited."""


def outcome(weakness: Weakness, change: Change | None, before: str, after: str) -> Audit:
    """What the rewrite did about the weakness, whatever it says that it did.

    `unclaimed` is an edit of substance without a change note; see `redraft.texts.deeds`.
    """
    result, old, new = deed(weakness, change, before, after)
    return ("unclaimed" if result == "fixed" and change is None else result), old, new
