"""The checklist of a text for a person: ticked or not, by whom, and on what evidence."""

from collections.abc import Sequence

from redraft.signatures.types import Box, Verdict
from redraft.terminal import one_line

from .lines import count, heading, quoted, wrapped

__all__ = ["checklist_lines"]


def checklist_lines(boxes: Sequence[Box], verdicts: Sequence[Verdict]) -> list[str]:
    """One box after the other, in the order of the checklist; nothing without boxes."""
    if not boxes:
        return []
    told = {verdict.box: verdict for verdict in verdicts}
    ticked = sum(verdict.checked for verdict in verdicts)
    lines = heading(f"Checklist: {ticked} of {count(len(boxes), 'box')} ticked")
    for box in boxes:
        lines += _box(box, told.get(box.id))
    return lines


def _box(box: Box, verdict: Verdict | None) -> list[str]:
    name = f"{one_line(box.id):<3}"
    if verdict is None:
        return wrapped(f"{box.question} (nobody answered)", first=f"  [ ] {name} ", style="red")
    mark, style = ("x", "green") if verdict.checked else (" ", "red")
    lines = wrapped(f"{box.question} ({verdict.by})", first=f"  [{mark}] {name} ", style=style)
    indent = " " * (7 + len(name))
    if verdict.checked and verdict.evidence:
        evidence = verdict.evidence if verdict.by == "code" else quoted(verdict.evidence)
        lines += wrapped(evidence, first=indent)
    elif not verdict.checked and verdict.missing:
        lines += wrapped(f"missing: {verdict.missing}", first=indent)
    return lines
