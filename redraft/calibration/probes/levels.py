"""How all of it moves with the number of weaknesses that is asked for at least."""

from collections.abc import Sequence

from redraft.calibration.case import Case
from redraft.calibration.figure import Figure, rate
from redraft.calibration.plan import Plan
from redraft.calibration.probe import Probe
from redraft.calibration.told import Told, clean_figures, found_figures, told
from redraft.programs.steps import Steps

__all__ = ["LEVELS"]


def look(case: Case, plan: Plan) -> Steps[list[Told]]:
    """The draft, once for each number."""
    if not case.labels.weaknesses and not case.labels.clean:
        return []
    seen = []
    for least in plan.levels:
        seen.append((yield from told(case, plan, least=least)))  # noqa: PERF401
    return seen


def tell(seen: Sequence[Told]) -> list[Figure]:
    """Recall, precision, false alarms and what does not count, number by number."""
    found: list[Figure] = []
    for least in sorted({one.least for one in seen}):
        of = [one for one in seen if one.least == least]
        name, at = f"critic@{least}", f", at least {least} asked for"
        idle = [n >= one.kept for one in of for n in range(one.told)]
        found += found_figures(name, of, at) + clean_figures(name, of, at)
        found.append(
            rate(
                f"{name}.dropped",
                f"weaknesses told that guards drop{at}",
                idle,
                [one.case for one in of for _ in range(one.told)],
            )
        )
    return found


LEVELS = Probe(
    "levels", ("critique",), "the same by the number of weaknesses asked for", look, tell
)
