"""The steps of the labelled examples: what each is asked, and a reply that fits."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import dspy

from redraft.data import load
from redraft.signatures import Critique, EditText, Revise, Verify
from redraft.signatures.types import CATEGORIES, Change, Edit

__all__ = ["Asked", "asked", "critique", "examples", "shared", "spread"]


class Asked(NamedTuple):
    """One typed call: its signature, inputs, and outputs as a good model would give them."""

    signature: type[dspy.Signature]
    inputs: dict[str, Any]
    outputs: dict[str, Any]


def examples(split: str = "dev", *, words: int = 10_000) -> list[dspy.Example]:
    """The examples with planted weaknesses whose draft has at most `words` words, in order."""
    found = [one for one in load(split) if one.weaknesses and len(one.draft.split()) <= words]
    return sorted(found, key=lambda one: len(one.draft.split()))


def spread(items: int) -> list[dspy.Example]:
    """So many examples, or all, from the shortest draft to the longest in even steps."""
    found = examples()
    items = min(items, len(found))
    return [found[number * (len(found) - 1) // max(1, items - 1)] for number in range(items)]


def critique(row: dspy.Example) -> dict[str, Any]:
    """What the first critique of an example is asked."""
    return shared(row) | {
        "categories": list(CATEGORIES),
        "unticked": [verdict for verdict in row.verdicts if not verdict.checked],
        "audit": [],
        "min_weaknesses": 3,
    }


def asked(row: dspy.Example) -> Iterator[Asked]:
    """The four steps of a round on one example, its labels as the replies."""
    found = shared(row) | {"weaknesses": row.weaknesses}
    notes = [Change(weakness=one.id, note=one.fix[:120]) for one in row.weaknesses]
    edits = [Edit(weakness=o.id, find=o.quote, replace=o.fix) for o in row.weaknesses]
    yield Asked(Critique, critique(row), {"weaknesses": row.weaknesses})
    yield Asked(Revise, found, {"changes": notes, "revision": row.reference})
    yield Asked(EditText, found, {"edits": edits})
    boxes = shared(row) | {"open_boxes": row.checklist}
    yield Asked(Verify, boxes, {"verdicts": row.verdicts})


def shared(row: dspy.Example) -> dict[str, Any]:
    """The inputs that every step of an example begins with."""
    given = {name: row[name] for name in ("task", "requirements", "checklist")}
    return given | {"text": row.draft}
