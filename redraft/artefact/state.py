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
        _check(name, predictor.signature, given["signature"])
        predictor.load_state(given | {"traces": [], "train": [], "lm": None})
        predictor.signature.__name__ = named  # a server is told it with the reply's schema


def _check(name: str, signature: Any, given: Mapping[str, Any]) -> None:
    """Refuse words that DSPy would take, and give to other fields or to none."""
    own = [field.json_schema_extra["prefix"] for field in signature.fields.values()]
    if not isinstance(given["instructions"], str):
        raise ValueError(f"the instructions of {name} are no text")
    if not isinstance(given["fields"], list):
        raise ValueError(f"the fields of {name} are no list")
    prefixes = [field["prefix"] for field in given["fields"]]
    if len(prefixes) != len(own):
        raise ValueError(f"{name} has {len(own)} fields, and there are {len(prefixes)}")
    for field in given["fields"]:
        if not (isinstance(field["prefix"], str) and isinstance(field["description"], str)):
            raise ValueError(f"{name} has a field whose prefix or description is no text")
    if any(
        one != mine and one in own and prefixes[own.index(one)] != one
        for one, mine in zip(prefixes, own, strict=True)
    ):
        raise ValueError(f"the fields of {name} stand in another order")


def _state(predictor: dspy.Predict) -> dict[str, Any]:
    state = predictor.dump_state()
    kept = {key: state[key] for key in _KEPT if key in state}
    # serialize_unknown would hide what cannot be read again
    return {"traces": [], "train": [], **to_jsonable_python(kept), "lm": None}
