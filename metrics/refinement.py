"""The weighted whole: what an optimizer is to raise."""

from collections.abc import Callable

from .checklist import checklist
from .critique_count import critique_count
from .critique_precision import critique_precision
from .critique_recall import critique_recall
from .inputs import Labels, Made
from .score import Score, listed
from .text_part import text_part
from .traceability import traceability
from .verdict_accuracy import verdict_accuracy

__all__ = ["WEIGHTS", "refinement"]

PARTS: dict[str, tuple[float, Callable[[Labels, Made], Score]]] = {
    "text": (0.40, text_part),
    "checklist": (0.20, checklist),
    "critique_recall": (0.10, critique_recall),
    "critique_precision": (0.05, critique_precision),
    "critique_count": (0.05, critique_count),
    "verdict_accuracy": (0.10, verdict_accuracy),
    "traceability": (0.10, traceability),
}
WEIGHTS = {name: weight for name, (weight, _) in PARTS.items()}


def refinement(labels: Labels, made: Made) -> Score:
    """The weighted mean of its parts, the same for every prediction of an example.

    A part never drops out for what a program left out: no critique is a critique of 0.
    """
    scores = {name: part(labels, made) for name, (_, part) in PARTS.items()}
    value = sum(WEIGHTS[name] * score.value for name, score in scores.items())
    why = "; ".join(f"{name} {score.value:.2f}: {score.why}" for name, score in scores.items())
    lines = list(dict.fromkeys(line for score in scores.values() for line in score.feedback))
    return Score(value, why, listed(lines, 24), {name: s.value for name, s in scores.items()})
