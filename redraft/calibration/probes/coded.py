"""The verifier on boxes whose truth is code's, asked as if nobody had a check for them."""

from collections.abc import Sequence

from redraft.calibration.asking import ticked
from redraft.calibration.case import Case
from redraft.calibration.figure import Figure, agreement, rate
from redraft.calibration.plan import Plan
from redraft.calibration.probe import Probe, Seen
from redraft.programs.steps import Steps
from redraft.statistics import kappa

__all__ = ["CODED", "against_code"]


def against_code(case: Case, text: str, name: str) -> Steps[list[Seen]]:
    """What the verifier says of the coded boxes of this text, beside what code says."""
    truth = case.code(text)
    if not truth:
        return []
    said = yield from ticked(case.on_code(), text)
    return [Seen(case.name, box, so, said[box], name) for box, so in truth.items()]


def look(case: Case, plan: Plan) -> Steps[list[Seen]]:
    """The draft once."""
    return (yield from against_code(case, case.draft, "draft"))


def tell(seen: Sequence[Seen]) -> list[Figure]:
    """Its rates here alone: what code can answer is seldom what a judge is good at."""
    yes = [one for one in seen if one.truth]
    no = [one for one in seen if not one.truth]
    pairs = [(one.truth, one.said) for one in seen]
    return [
        rate(
            "verifier.coded.sensitivity",
            "boxes that code ticks: said to be ticked",
            [one.said for one in yes],
            [one.case for one in yes],
        ),
        rate(
            "verifier.coded.specificity",
            "boxes that code leaves open: said to be open",
            [not one.said for one in no],
            [one.case for one in no],
        ),
        agreement(
            "verifier.coded.kappa",
            "Cohen's kappa with code",
            pairs,
            lambda drawn: kappa([so for so, _ in drawn], [said for _, said in drawn]),
            [one.case for one in seen],
        ),
    ]


CODED = Probe("coded", ("verify",), "the same against what code says", look, tell)
