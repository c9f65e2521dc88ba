"""A metric as DSPy calls it: for Evaluate, for bootstrapping, and for GEPA."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from .advice import advise
from .inputs import labels
from .registry import Metric

if TYPE_CHECKING:
    import dspy

__all__ = ["GOOD", "as_dspy"]

GOOD = 0.8
"""Least score of a run that is worth a demonstration."""


def as_dspy(
    metric: Metric, threshold: float = GOOD
) -> "Callable[..., float | bool | dspy.Prediction]":
    """`metric(example, prediction, trace=None, pred_name=None, pred_trace=None)`.

    With `pred_name` a Prediction of score, feedback and objective_scores, the feedback
    first on the very call asked about; with `trace` alone whether the score reaches
    `threshold`; else the score.
    """

    def scored(
        example: Any,
        prediction: Any,
        trace: Any = None,
        pred_name: str | None = None,
        pred_trace: Any = None,
    ) -> "float | bool | dspy.Prediction":
        score = metric(example, prediction)
        if pred_name is None:
            return score.value if trace is None else score.value >= threshold
        import dspy

        lines = [score.why, *_about_step(example, trace, pred_name, pred_trace)]
        lines += [f"- {line}" for line in score.feedback]
        objectives = dict(score.parts) or {metric.name: score.value}
        return dspy.Prediction(
            score=score.value, feedback="\n".join(lines), objective_scores=objectives
        )

    scored.__name__ = metric.name
    return scored


def _about_step(example: Any, trace: Any, name: str, pred_trace: Any) -> list[str]:
    """What the call asked about should have done differently."""
    if not pred_trace:
        return []
    _, inputs, outputs = pred_trace[0]
    try:
        told = advise(labels(example), _fields(inputs), _fields(outputs))
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        told = [f"nothing can be told of it: {type(error).__name__}"]
    where = f"{name}{_round(trace, outputs)}"
    if not told:
        return [f"{where}: nothing to do differently here."]
    return [f"{where} should do differently:", *(f"- {line}" for line in told)]


def _round(trace: Any, outputs: Any) -> str:
    """The round of the call: how many critiques the trace holds up to it, found by identity."""
    if not isinstance(trace, Sequence):
        return ""
    at = next((n for n, call in enumerate(trace) if call[2] is outputs), None)
    if at is None:
        return ""
    round = sum("weaknesses" in _fields(call[2]) for call in trace[: at + 1])
    return f" in round {round}" if round else " on the draft"


def _fields(given: Any) -> Mapping[str, Any]:
    """What a step was given or answered, by name; empty where its reply could not be read."""
    if isinstance(given, Mapping):
        return given
    return dict(given.items()) if hasattr(given, "items") else {}
