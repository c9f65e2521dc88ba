"""A program's state as plain JSON: its wording and examples, and nothing of its models."""

from collections.abc import Mapping
from typing import Any

import dspy
from pydantic_core import to_jsonable_python

__all__ = ["put", "state_of"]

_KEPT = ("demos", "signature", "fields")


def state_of(program: dspy.Module) -> dict[str, Any]:
    """What `dspy.Module.load_state` reads, less models and traces: they can hold secrets."""
    return {name: _state(predictor) for name, predictor in program.named_predictors()}


def put(program: dspy.Module, state: Mapping[str, Any]) -> None:
    """Lay `state` over the program, whose fields must be those that it was taken from.

    Raises:
        KeyError, TypeError, ValueError, AttributeError: it is no state of this program.
    """
    for name, predictor in program.named_predictors():
        named = predictor.signature.__name__
        given = {key: state[name][key] for key in _KEPT if key in state[name]}
        if not all(isinstance(demo, dict) for demo in given["demos"]):
            raise ValueError(f"the demos of {name} are no objects")
        predictor.load_state(given | {"traces": [], "train": [], "lm": None})
        predictor.signature.__name__ = named  # a server is told it with the reply's schema


def _state(predictor: dspy.Predict) -> dict[str, Any]:
    state = predictor.dump_state()
    kept = {key: state[key] for key in _KEPT if key in state}
    # serialize_unknown would hide what cannot be read again
    return {"traces": [], "train": [], **to_jsonable_python(kept), "lm": None}
