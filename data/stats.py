"""The datasheet's counts, made of the data so that they cannot go stale."""

import re
from collections.abc import Iterable, Sequence
from statistics import median

from redraft.signatures.types import CATEGORIES

from .loading import SPLITS, rows
from .schema import Labelled

__all__ = ["NAME", "paste", "table", "tables"]

NAME = "redraft data stats"
BANDS = ((0, 150), (150, 300), (300, 1000))
SEVERITIES = ("minor", "major", "critical")


def tables() -> str:
    """Counts by split, kind, category and length, as Markdown."""
    data = {split: rows(split) for split in SPLITS}
    data["all"] = [row for split in SPLITS for row in data[split]]
    parts = (_splits(data), _kinds(data), _categories(data["all"]), _lengths(data))
    return "\n\n".join(parts)


def table(head: Sequence[str], rows: Iterable[Iterable[object]]) -> str:
    """A Markdown table: the first column to the left, the rest to the right."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(map(str, cells))} |" for cells in lines)


def paste(text: str, name: str, body: str) -> str:
    """`text` with `body` between the markers of `name`, the command that made it.

    ValueError if the text has no such markers, or several.
    """
    begin, end = f"<!-- begin: {name} -->", f"<!-- end: {name} -->"
    if text.count(begin) != 1 or text.count(end) != 1:
        raise ValueError(f"no place for the tables: put {begin} and {end} on lines of their own")
    head, _, rest = text.partition(begin)
    return f"{head}{begin}\n{body}\n{end}{rest.partition(end)[2]}"


def _splits(data: dict[str, list[Labelled]]) -> str:
    names = "split examples clean boxes coded ticked weaknesses omissions words".split()
    return table(names, ([split, *_counts(found)] for split, found in data.items()))


def _counts(found: Sequence[Labelled]) -> list[object]:
    boxes = [box for row in found for box in row.checklist]
    verdicts = [verdict for row in found for verdict in row.verdicts]
    weaknesses = [weakness for row in found for weakness in row.weaknesses]
    lengths = [_words(row) for row in found]
    return [
        len(found),
        sum(row.clean for row in found),
        len(boxes),
        sum(box.check is not None for box in boxes),
        sum(verdict.checked for verdict in verdicts),
        len(weaknesses),
        sum(not weakness.quote for weakness in weaknesses),
        f"{min(lengths)}-{max(lengths)}, median {median(lengths):.0f}",
    ]


def _kinds(data: dict[str, list[Labelled]]) -> str:
    kinds = sorted({row.kind for row in data["all"]})
    lines = (
        [
            kind,
            *(sum(row.kind == kind for row in found) for found in data.values()),
            sum(row.kind == kind and row.clean for row in data["all"]),
        ]
        for kind in kinds
    )
    return table(["kind", *data, "clean"], lines)


def _categories(found: Sequence[Labelled]) -> str:
    weaknesses = [weakness for row in found for weakness in row.weaknesses]
    lines = []
    for category in CATEGORIES:
        of = [weakness for weakness in weaknesses if weakness.category == category]
        by = (sum(weakness.severity == severity for weakness in of) for severity in SEVERITIES)
        lines.append([category, *by, len(of)])
    return table(["category", *SEVERITIES, "all"], lines)


def _lengths(data: dict[str, list[Labelled]]) -> str:
    lines = (
        [
            f"{low}-{high - 1}",
            *(sum(low <= _words(row) < high for row in found) for found in data.values()),
        ]
        for low, high in BANDS
    )
    return table(["words of the draft", *data], lines)


def _words(row: Labelled) -> int:
    return len(re.findall(r"\S+", row.draft))
