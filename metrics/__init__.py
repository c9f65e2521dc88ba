"""Pure scores of a prediction against an example; one registry.

find("refinement")(example, prediction)   a Score: value, why, feedback, parts
as_dspy(find("refinement"))               the same for Evaluate, bootstrapping and GEPA
"""

from .inputs import Labels, Made, labels, made
from .registry import METRICS, Metric, find
from .score import Score
from .wrap import as_dspy

__all__ = ["METRICS", "Labels", "Made", "Metric", "Score", "as_dspy", "find", "labels", "made"]
