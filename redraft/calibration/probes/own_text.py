"""Whether the verifier is lenient with its own model's text, where the truth is the same."""

from collections.abc import Sequence

from redraft.calibration.case import Case
from redraft.calibration.figure import Figure, difference
from redraft.calibration.plan import Plan
from redraft.calibration.probe import Probe, Seen
from redraft.programs.asking import ask
from redraft.programs.steps import Steps
from redraft.programs.writing import seeded, written
from redraft.statistics import Share, share

from .coded import against_code

__all__ = ["OWN_TEXT"]


def look(case: Case, plan: Plan) -> Steps[list[Seen]]:
    """A draft of the model's own, and the labelled one, both on the boxes that code answers.

    Code knows the truth of either text, so that ticks are compared where it is the same.
    """
    if not case.code(""):
        return []
    reply = yield from ask("draft", case.item.shared, seeded(plan.seed))
    own = written(case.item, reply)
    if not own:
        return []
    seen = yield from against_code(case, own, "own")
    return seen + (yield from against_code(case, case.draft, "other"))


def tell(seen: Sequence[Seen]) -> list[Figure]:
    """Ticks on its own text less those on another's, among open and among ticked boxes."""
    return [
        difference(
            "verifier.own.open",
            "open boxes ticked: on its own text, less on another's",
            _ticks(seen, "other", False),
            _ticks(seen, "own", False),
        ),
        difference(
            "verifier.own.ticked",
            "ticked boxes ticked: on its own text, less on another's",
            _ticks(seen, "other", True),
            _ticks(seen, "own", True),
        ),
    ]


def _ticks(seen: Sequence[Seen], text: str, truth: bool) -> Share | None:
    of = [one for one in seen if one.text == text and one.truth is truth]
    names = [one.case for one in of]
    return share([one.said for one in of], groups=names, by_row=True) if of else None


OWN_TEXT = Probe("own_text", ("draft", "verify"), "leniency with its own model's text", look, tell)
