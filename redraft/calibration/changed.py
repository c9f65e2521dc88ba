"""A draft with something added that makes nothing true: how far the verdicts move."""

from collections.abc import Callable, Sequence

from redraft.programs.steps import Steps

from .asking import ticked
from .case import Case
from .figure import Figure, moved
from .plan import Plan
from .probe import Probe, Seen

__all__ = ["probe"]


def probe(name: str, says: str, added: Callable[[Case], str]) -> Probe:
    """A probe that compares the draft with the text that `added` makes of it."""

    def look(case: Case, plan: Plan) -> Steps[list[Seen]]:
        if not case.faulty:
            return []
        before = yield from ticked(case.item, case.draft)
        after = yield from ticked(case.item, added(case))
        return [
            Seen(case.name, box, so, after[box], name, before[box])
            for box, so in case.truth.items()
        ]

    def tell(seen: Sequence[Seen]) -> list[Figure]:
        still = [one for one in seen if not one.truth]
        return moved(
            f"verifier.{name}",
            "open boxes ticked",
            says,
            [bool(one.before) for one in still],
            [one.said for one in still],
            [one.case for one in still],
        )

    return Probe(name, ("verify",), f"whether verdicts move {says}", look, tell)
