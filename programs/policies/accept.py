"""Whether a rewrite is taken; what is not leaves the text before it in place."""

from collections.abc import Sequence

from redraft.programs.guards import chats, ledger, lost, refuses, repeated
from redraft.programs.item import Item
from redraft.signatures.types import Verdict, Weakness
from redraft.texts.leak import leak
from redraft.texts.unchanged import empty, unchanged

from .attempt import Attempt

__all__ = ["fault"]


def fault(
    item: Item,
    before: str,
    weaknesses: Sequence[Weakness],
    attempt: Attempt,
    coded_before: Sequence[Verdict],
    coded_after: Sequence[Verdict],
) -> tuple[str, str]:
    """Why the attempt is rejected, and the particulars; two empty strings where it is taken."""
    text = attempt.text
    if text is None:
        return "unreadable", next((cost.error for cost in attempt.costs if cost.error), "")
    if empty(text):
        return "empty", ""
    if unchanged(before, text):
        return "unchanged", ""
    rows = ledger(weaknesses, attempt.changes, before, text, coded_after)
    if weaknesses and not any(row.outcome in ("fixed", "unclaimed") for row in rows):
        return "cosmetic", "no weakness was dealt with"
    if refuses(text, before, item.task) or (chats(text) and not chats(before)):
        return "refusal", text[:120]
    if reason := leak(item.task, weaknesses, attempt.changes, before, text):
        return "leak", reason
    if told := repeated(item.task, item.checklist, before, text):
        return "leak", f"repeats what the writer was told: {told[0]}"
    # what a user's own text says must not go because its writer never saw it
    users = item.draft is not None and not item.drafted
    own = before if attempt.unseen and users else ""
    gone = lost(
        item.task,
        [requirement.says for requirement in item.requirements],
        before,
        text,
        passed_before=[verdict.box for verdict in coded_before if verdict.checked],
        passed_after=[verdict.box for verdict in coded_after if verdict.checked],
        own=own,
        asks=[*(w.fix for w in weaknesses), *(v.missing for v in coded_before if not v.checked)],
    )
    return ("loss", "; ".join(gone)) if gone else ("", "")
