"""The ledger of a run for a person: weakness, change, edit and outcome, round by round."""

from redraft.signatures.records import Dropped, LedgerRow, Rejected, Round
from redraft.terminal import one_line

from .lines import count, heading, quoted, wrapped

__all__ = ["ledger_lines"]

COLOURS = {"fixed": "green", "cosmetic": "yellow", "unaddressed": "red", "unclaimed": "yellow"}
INDENT = 14


def ledger_lines(rounds: tuple[Round, ...]) -> list[str]:
    """Each round after the draft: its ledger, and what code turned down or found too much."""
    lines: list[str] = []
    for round in rounds[1:]:
        made = f"rewritten as {round.policy}" if round.policy else "no rewrite was taken"
        found = count(len(round.weaknesses), "weakness")
        lines += heading(f"Round {round.number}: {found}, {made}")
        for row in round.ledger or [LedgerRow(weakness=weakness) for weakness in round.weaknesses]:
            lines += _row(row, rewritten=bool(round.policy))
        lines += [line for turned in round.rejected for line in _rejected(turned)]
        lines += [line for turned in round.dropped for line in _dropped(turned)]
        for added in round.scope_creep:
            lines += _field("unasked for", quoted(added), "yellow")
    return lines


def _row(row: LedgerRow, *, rewritten: bool) -> list[str]:
    weakness = row.weakness
    about = ", ".join(part for part in (weakness.category, weakness.severity) if part)
    by = "from an open box" if weakness.by == "code" else about
    where = f" [{weakness.concerns}]" if weakness.concerns else ""
    head = f"{one_line(weakness.id):<3} {by}{where}: {weakness.problem or weakness.fix}"
    lines = wrapped(head, first="  ", indent=6)
    if weakness.quote:
        lines += _field("quote", quoted(weakness.quote))
    if weakness.fix and weakness.fix != weakness.problem:
        lines += _field("fix", weakness.fix)
    if not rewritten:
        return lines
    if row.change and row.change.note:
        lines += _field("change", row.change.note)
    if row.before:
        lines += _field("before", quoted(row.before), "red")
    if row.after:
        lines += _field("after", quoted(row.after), "green")
    return lines + _field("outcome", _outcome(row), COLOURS[row.outcome])


def _outcome(row: LedgerRow) -> str:
    if row.ticked is None:
        return row.outcome
    return f"{row.outcome}; box {row.weakness.concerns} {'ticked' if row.ticked else 'open'}"


def _rejected(turned: Rejected) -> list[str]:
    detail = f": {turned.detail}" if turned.detail else ""
    return _field("rejected", f"rewrite as {turned.policy}: {turned.reason}{detail}", "yellow")


def _dropped(turned: Dropped) -> list[str]:
    weakness = turned.weakness
    said = weakness.problem or weakness.quote or weakness.fix
    return _field("dropped", f"{turned.reason}: {said}", "yellow")


def _field(name: str, text: str, style: str | None = None) -> list[str]:
    return wrapped(text, first=f"      {name:<{INDENT - 6}} ", style=style)
