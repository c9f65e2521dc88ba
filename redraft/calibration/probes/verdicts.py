"""Whether the verifier is right: on labelled drafts, and on references, which tick every box."""

from collections.abc import Sequence
from itertools import groupby

from redraft.calibration.asking import ticked
from redraft.calibration.case import Case
from redraft.calibration.figure import Figure, agreement, difference, rate
from redraft.calibration.plan import Plan
from redraft.calibration.probe import Probe, Seen
from redraft.programs.steps import Steps
from redraft.statistics import Diagnostic, Share, diagnostic, kappa, share

__all__ = ["VERDICTS", "by_box", "by_text"]


def look(case: Case, plan: Plan) -> Steps[list[Seen]]:
    """Each text once, every judged box of it."""
    seen: list[Seen] = []
    for name, (text, truth) in case.texts.items():
        if truth:
            said = yield from ticked(case.item, text)
            seen += [Seen(case.name, box, so, said[box], name) for box, so in truth.items()]
    return seen


def tell(seen: Sequence[Seen]) -> list[Figure]:
    """Sensitivity and specificity by box and by text, and kappa against the labels."""
    pairs = [(one.truth, one.said) for one in seen]
    names = [one.case for one in seen]
    return [
        *_pair("verifier", "boxes", seen),
        *_pair("verifier.text", "texts with every judged box", whole(seen)),
        difference(
            "verifier.better",
            "ticks among ticked boxes, less those among open ones: 0 is chance",
            _ticks(seen, truth=False),
            _ticks(seen, truth=True),
        ),
        agreement(
            "verifier.kappa",
            "Cohen's kappa with the labels",
            pairs,
            lambda drawn: kappa([so for so, _ in drawn], [said for _, said in drawn]),
            names,
        ),
    ]


def by_box(seen: Sequence[Seen]) -> Diagnostic:
    """The verifier's rates, box by box."""
    truth, said = [one.truth for one in seen], [one.said for one in seen]
    return diagnostic(truth, said, groups=[one.case for one in seen])


def by_text(seen: Sequence[Seen]) -> Diagnostic:
    """Its rates by text: ticked where every judged box is."""
    return by_box(whole(seen))


def whole(seen: Sequence[Seen]) -> list[Seen]:
    """One for each text, true and ticked where all of its boxes are."""
    found = []
    for (case, text), boxes in groupby(seen, key=lambda one: (one.case, one.text)):
        every = list(boxes)
        truth, said = all(one.truth for one in every), all(one.said for one in every)
        found.append(Seen(case, "", truth, said, text))
    return found


def _ticks(seen: Sequence[Seen], *, truth: bool) -> Share | None:
    of = [one for one in seen if one.truth is truth]
    names = [one.case for one in of]
    return share([one.said for one in of], groups=names, by_row=True) if of else None


def _pair(name: str, what: str, seen: Sequence[Seen]) -> list[Figure]:
    yes = [one for one in seen if one.truth]
    no = [one for one in seen if not one.truth]
    return [
        rate(
            f"{name}.sensitivity",
            f"{what} truly ticked: said to be",
            [one.said for one in yes],
            [one.case for one in yes],
        ),
        rate(
            f"{name}.specificity",
            f"{what} truly open: said to be",
            [not one.said for one in no],
            [one.case for one in no],
        ),
    ]


VERDICTS = Probe("verdicts", ("verify",), "how often the verifier is right, box by box", look, tell)
