"""Joins weakness, change, edit and verdict, and says what the rewrite left undone."""

from collections.abc import Sequence

from redraft.signatures.records import LedgerRow, Outcome
from redraft.signatures.types import Change, Verdict, Weakness
from redraft.texts.ids import known_as
from redraft.texts.text import contains

from .edits import outcome

__all__ = ["audit", "ledger"]

_QUOTED = 60
"""Characters of a quote that an audit line shows."""


def ledger(
    weaknesses: Sequence[Weakness],
    changes: Sequence[Change],
    before: str,
    after: str,
    verdicts: Sequence[Verdict] = (),
) -> list[LedgerRow]:
    """One row a weakness, in order; the first change note and verdict for an id count.

    A weakness that code found is fixed if code now ticks its box, or if the very words that it
    names are gone, and not otherwise, whatever the edits say.
    """
    ids = [weakness.id for weakness in weaknesses]
    notes = {known_as(change.weakness, ids): change for change in reversed(changes)}
    ticks = {verdict.box: verdict for verdict in reversed(verdicts)}
    return [
        _row(weakness, notes.get(weakness.id), ticks.get(weakness.concerns), before, after)
        for weakness in weaknesses
    ]


def _row(
    weakness: Weakness, change: Change | None, verdict: Verdict | None, before: str, after: str
) -> LedgerRow:
    result, old, new = outcome(weakness, change, before, after)
    ticked = verdict.checked if verdict else None
    if verdict and verdict.by == "code" and weakness.by == "code":
        result = _known(weakness, result, verdict.checked, after)
    return LedgerRow(
        weakness=weakness, change=change, before=old, after=new, outcome=result, ticked=ticked
    )


def _known(weakness: Weakness, result: Outcome, ticked: bool, after: str) -> Outcome:
    """What was done for a box that code answers: it tells, or words that it named and are gone."""
    if ticked:
        return "fixed"
    gone = weakness.quote and weakness.quote in weakness.problem
    if gone and not contains(after, weakness.quote):
        return result
    return "cosmetic" if result in ("fixed", "unclaimed") else result


def audit(rows: Sequence[LedgerRow]) -> list[str]:
    """One sentence for each weakness left as it was or only touched up, for the next critique."""
    return [_sentence(row) for row in rows if row.outcome in ("unaddressed", "cosmetic")]


def _sentence(row: LedgerRow) -> str:
    weakness = row.weakness
    about = f'"{_short(weakness.quote)}"' if weakness.quote else "what is left out"
    claim = "was said to be fixed, but" if row.change else "was not taken up:"
    deed = "only the wording was touched" if row.outcome == "cosmetic" else "no edit deals with it"
    return f"{weakness.id} ({about}: {weakness.problem.rstrip('.')}) {claim} {deed}."


def _short(quote: str) -> str:
    line = " ".join(quote.split())
    return line if len(line) <= _QUOTED else line[: _QUOTED - 3].rstrip() + "..."
