"""Who leads: every score of every candidate, as the metric gives it out."""

import json
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable
from statistics import fmean
from typing import Any

import dspy
from dspy.utils.callback import BaseCallback

from redraft.artefact.state import state_of
from redraft.metrics.registry import Metric
from redraft.metrics.wrap import as_dspy
from redraft.programs.program import Program

from .prints import row_sha256

__all__ = ["Standing"]


class Standing(BaseCallback):
    """Sees which program ran and what it scored, whichever optimizer runs it.

    A candidate is known by its wording and examples, and a row by all that it holds, since
    two splits may have the same ids. A candidate counts once it was scored on every row of
    `judges`, or on `enough` rows where no judges are named. `told` hears of every score:
    the rows seen, the score, and the leader's mean, None if there is none.
    """

    def __init__(
        self,
        metric: Metric,
        *,
        threshold: float,
        judges: "Iterable[dspy.Example]" = (),
        enough: int = 1,
        told: Callable[[int, float, float | None], None] = lambda runs, score, best: None,
    ) -> None:
        self.judges = frozenset(map(row_sha256, judges))
        self.enough = enough
        self.told = told
        self.runs = 0
        self._metric = metric
        self._wrapped = as_dspy(metric, threshold)
        self._lock = threading.Lock()
        self._here = threading.local()
        self._scores: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))

    def on_module_start(self, call_id: str, instance: Any, inputs: dict[str, Any]) -> None:
        """A program begins in this thread; its score follows in the same."""
        if isinstance(instance, Program):
            self._here.state = json.dumps(state_of(instance), sort_keys=True)

    def metric(
        self,
        example: Any,
        prediction: Any,
        trace: Any = None,
        pred_name: str | None = None,
        pred_trace: Any = None,
    ) -> "float | bool | dspy.Prediction":
        """The metric as DSPy calls it."""
        given = self._wrapped(example, prediction, trace, pred_name, pred_trace)
        if pred_name is None:
            is_score = isinstance(given, float) and not isinstance(given, bool)
            self._note(example, given if is_score else self._metric(example, prediction).value)
        return given

    def best(self) -> tuple[dict[str, Any], float] | None:
        """State and mean score of the leader; None before any candidate counts."""
        with self._lock:
            means = [(self._mean(rows), state) for state, rows in self._scores.items()]
        counted = [(mean, state) for mean, state in means if mean is not None]
        if not counted:
            return None
        mean, state = max(counted, key=lambda pair: pair[0])
        return json.loads(state), mean

    def _note(self, example: Any, score: float) -> None:
        state, row = getattr(self._here, "state", None), row_sha256(example)
        with self._lock:
            self.runs += 1
            if state is not None:
                self._scores[state][row].append(score)
            runs = self.runs
        best = self.best()
        self.told(runs, score, best[1] if best else None)

    def _mean(self, rows: dict[str, list[float]]) -> float | None:
        """The mean over the rows that judge, or over all if none are named."""
        if self.judges:
            if not self.judges <= rows.keys():
                return None
            return fmean(fmean(rows[row]) for row in self.judges)
        return (
            fmean(fmean(scores) for scores in rows.values()) if len(rows) >= self.enough else None
        )
