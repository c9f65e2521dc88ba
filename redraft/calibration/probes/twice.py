"""Whether the critic finds the same again."""

from collections.abc import Sequence

from redraft.calibration.case import Case
from redraft.calibration.figure import Figure, agreement, rate
from redraft.calibration.plan import Plan
from redraft.calibration.probe import Probe
from redraft.calibration.told import told
from redraft.programs.steps import Steps
from redraft.statistics import alpha

from .repeats import Again

__all__ = ["TWICE"]


def look(case: Case, plan: Plan) -> Steps[list[Again]]:
    """The draft `plan.repeats` times, each under a seed of its own, as a program repeats it."""
    if plan.repeats < 2 or not case.labels.weaknesses:
        return []
    hits = []
    for repeat in range(plan.repeats):
        one = yield from told(case, plan, least=plan.least, repeat=repeat)
        hits.append(one.hits)
    return [
        Again(case.name, tuple(n in hit for hit in hits))
        for n in range(len(case.labels.weaknesses))
    ]


def tell(seen: Sequence[Again]) -> list[Figure]:
    """Planted weaknesses found one time and not another, and alpha over the repeats."""
    names = [one.case for one in seen]
    return [
        rate(
            "critic.flips",
            "planted weaknesses found one time and not another",
            [len(set(one.said)) > 1 for one in seen],
            names,
        ),
        agreement(
            "critic.alpha",
            "Krippendorff's alpha between repeats, found or not",
            [one.said for one in seen],
            alpha,
            names,
        ),
    ]


TWICE = Probe("twice", ("critique",), "whether the critic finds the same again", look, tell)
