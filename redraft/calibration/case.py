"""One labelled example, and which of many are asked about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from redraft.checks import parse
from redraft.data import Row
from redraft.evaluation.given import item_of
from redraft.metrics import Labels, labels
from redraft.programs.item import Item
from redraft.signatures.types import Box

__all__ = ["Case", "cases", "chosen"]


@dataclass(frozen=True)
class Case:
    """`item.draft` is the labelled text; the labels say what is true of it."""

    name: str
    item: Item
    labels: Labels

    @property
    def draft(self) -> str:
        """The labelled text."""
        return self.item.draft or ""

    @property
    def truth(self) -> Mapping[str, bool]:
        """Whether the draft ticks each box that is left to a judge, as far as it is labelled."""
        judged = {box.id for box in self.item.checklist if not box.check}
        if self.labels.clean:
            return dict.fromkeys(sorted(judged), True)
        return {one.box: one.checked for one in self.labels.verdicts if one.box in judged}

    @property
    def texts(self) -> Mapping[str, tuple[str, Mapping[str, bool]]]:
        """The draft and, if another text ticks every box, that one: each with its truth."""
        found = {"draft": (self.draft, self.truth)}
        reference = self.labels.reference
        if reference and not self.labels.clean and self.truth:
            found["reference"] = (reference, dict.fromkeys(self.truth, True))
        return found

    @property
    def faulty(self) -> bool:
        """Whether some box that is left to a judge is not ticked."""
        return not all(self.truth.values())

    def on_code(self) -> "Item":
        """The item with only the boxes that code answers, put as questions to a judge."""
        boxes = [Box(id=box.id, question=box.question) for box in self.item.checklist if box.check]
        return replace(self.item, checklist=tuple(boxes))

    def code(self, text: str) -> dict[str, bool]:
        """What code says of those boxes and this text."""
        boxes = [box for box in self.item.checklist if box.check]
        return {box.id: parse(box.check or "")(text).passed for box in boxes}


def cases(rows: Sequence[Row]) -> list[Case]:
    """The rows that have a draft and anything known of it: labels, or boxes that code answers."""
    found = []
    for row in rows:
        case = Case(row.id, item_of(row), labels(row))
        if row.draft and (case.truth or case.labels.weaknesses or case.code("")):
            found.append(case)
    return found


def chosen(found: Sequence[Case], limit: int | None, *, short: bool = False) -> list[Case]:
    """`limit` of them, clean and flawed ones in proportion, at least one of each, spread evenly.

    If it is one, then a flawed one. With `short` those with the shortest texts, which a slow
    model reads fastest.
    """
    if limit is None or limit >= len(found):
        return list(found)
    clean = [case for case in found if case.labels.clean]
    flawed = [case for case in found if not case.labels.clean]
    share = round(limit * len(clean) / len(found))
    most = min(max(share, min(1, len(clean))), limit - bool(flawed))
    picked = _picked(flawed, limit - most, short) + _picked(clean, most, short)
    names = {case.name for case in picked}
    return [case for case in found if case.name in names]


def _picked(found: Sequence[Case], count: int, short: bool) -> list[Case]:
    if short:
        return sorted(found, key=lambda case: (len(case.draft), case.name))[:count]
    return [found[at * len(found) // count] for at in range(min(count, len(found)))]
