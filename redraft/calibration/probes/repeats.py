"""Whether the verifier says the same again."""

from collections.abc import Sequence
from dataclasses import dataclass

from redraft.calibration.asking import ticked
from redraft.calibration.case import Case
from redraft.calibration.figure import Figure, agreement, rate
from redraft.calibration.plan import Plan
from redraft.calibration.probe import Probe
from redraft.programs.steps import Steps
from redraft.statistics import alpha

__all__ = ["REPEATS"]


@dataclass(frozen=True)
class Again:
    """What was said of one box, time after time."""

    case: str
    said: tuple[bool, ...]


def look(case: Case, plan: Plan) -> Steps[list[Again]]:
    """The draft `plan.repeats` times, the first as in every other probe."""
    if plan.repeats < 2 or not case.truth:
        return []
    told = []
    for repeat in range(plan.repeats):
        told.append((yield from ticked(case.item, case.draft, repeat)))  # noqa: PERF401
    return [Again(case.name, tuple(said[box] for said in told)) for box in case.truth]


def tell(seen: Sequence[Again]) -> list[Figure]:
    """Boxes whose verdict is not the same each time, and alpha over the repeats."""
    names = [one.case for one in seen]
    return [
        rate(
            "verifier.flips",
            "boxes whose verdict is another when asked again",
            [len(set(one.said)) > 1 for one in seen],
            names,
        ),
        agreement(
            "verifier.alpha",
            "Krippendorff's alpha between repeats",
            [one.said for one in seen],
            alpha,
            names,
        ),
    ]


REPEATS = Probe("repeats", ("verify",), "whether the verifier says the same again", look, tell)
