"""Whether the order of the checklist changes the verdicts."""

import hashlib
import random
from collections.abc import Sequence
from dataclasses import replace

from redraft.calibration.asking import ticked
from redraft.calibration.case import Case
from redraft.calibration.figure import Figure, rate
from redraft.calibration.plan import Plan
from redraft.calibration.probe import Probe, Seen
from redraft.programs.item import Item
from redraft.programs.steps import Steps

__all__ = ["SHUFFLED", "shuffled"]


def shuffled(item: Item, seed: str) -> Item:
    """The item, its boxes in another order, the judged ones among themselves too."""
    boxes = list(item.checklist)
    judged = [box.id for box in boxes if not box.check]
    if len(judged) < 2:
        return item
    luck = random.Random(int(hashlib.sha256(seed.encode()).hexdigest()[:8], 16))
    while [box.id for box in boxes if not box.check] == judged:
        luck.shuffle(boxes)
    return replace(item, checklist=tuple(boxes))


def look(case: Case, plan: Plan) -> Steps[list[Seen]]:
    """The draft as ever, and with its checklist shuffled."""
    other = shuffled(case.item, case.name)
    if other is case.item or not case.truth:
        return []
    before = yield from ticked(case.item, case.draft)
    after = yield from ticked(other, case.draft)
    return [
        Seen(case.name, box, so, after[box], before=before[box]) for box, so in case.truth.items()
    ]


def tell(seen: Sequence[Seen]) -> list[Figure]:
    """Boxes whose verdict is another one then."""
    return [
        rate(
            "verifier.shuffled",
            "boxes whose verdict is another in a shuffled checklist",
            [one.said != one.before for one in seen],
            [one.case for one in seen],
        )
    ]


SHUFFLED = Probe("shuffled", ("verify",), "whether the checklist's order matters", look, tell)
