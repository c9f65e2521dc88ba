"""Every metric by name."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from redraft.texts.nearest import accepted
from redraft.texts.unchanged import empty

from .checklist import checklist
from .cost import cost
from .critique_count import critique_count
from .critique_precision import critique_precision
from .critique_recall import critique_recall
from .inputs import Labels, Made, labels, made
from .refinement import refinement
from .scope import scope
from .score import Score
from .text_part import text_part
from .traceability import traceability
from .verdict_accuracy import verdict_accuracy

__all__ = ["JUDGED", "METRICS", "Metric", "find"]

JUDGED = ("refinement", "checklist", "verdict_accuracy")
"""Those that go by the verdicts on a text too."""
OF_TEXT = ("refinement", "checklist", "text_part", "scope", "cost")
"""Those that are of a text, and 0 without one."""


@dataclass(frozen=True)
class Metric:
    """A metric: `metric(example, prediction)` gives a Score, and never raises for one example.

    Both may be DSPy's, mappings or objects; what cannot be read or scored scores 0, and
    `why` says so.
    """

    name: str
    score: Callable[[Labels, Made], Score]

    def __call__(self, example: Any, prediction: Any) -> Score:
        """Score one prediction."""
        try:
            known, found = labels(example), made(prediction)
            if self.name in OF_TEXT and empty(found.text):
                return Score(0.0, "there is no text", ("there is no text",))
            return self.score(known, found)
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            reason = " ".join(str(error).split())[:200]
            why = f"{self.name} cannot be told: {type(error).__name__}: {reason}"
            return Score(0.0, why, (why,))

    @property
    def says(self) -> str:
        """The first line of what it measures."""
        return (self.score.__doc__ or "").partition("\n")[0]


METRICS = {
    score.__name__: Metric(score.__name__, score)
    for score in (
        refinement,
        text_part,
        checklist,
        critique_count,
        critique_recall,
        critique_precision,
        verdict_accuracy,
        traceability,
        scope,
        cost,
    )
}
"""The weighted whole first."""


def find(name: str) -> Metric:
    """The metric of that name; ValueError names the accepted ones, the nearest first."""
    if name in METRICS:
        return METRICS[name]
    raise ValueError(f"no metric {name!r}: {accepted(name, METRICS)}")
