"""Each step's messages with slots where its inputs go; what every export is made of."""

from typing import Any, get_args

import dspy
from pydantic import BaseModel

from redraft.adapter import PrefixAdapter
from redraft.adapter.shape import desc
from redraft.signatures.notes import Turn

__all__ = ["steps"]


def steps(program: dspy.Module) -> dict[str, dict[str, Any]]:
    """For each step its `inputs` in order and its `messages`, as `render` takes them."""
    return {name: _step(predictor) for name, predictor in program.named_predictors()}


def _step(predictor: dspy.Predict) -> dict[str, Any]:
    signature = predictor.signature
    inputs = [_input(name, info) for name, info in signature.input_fields.items()]
    slots = "".join(f"{{{{{field['name']}}}}}" for field in inputs)
    *before, last = PrefixAdapter().format(signature, predictor.demos, {})
    return {
        "inputs": inputs,
        "messages": [*before, {"role": last["role"], "content": slots + last["content"]}],
    }


def _input(name: str, info: Any) -> dict[str, Any]:
    """An input's name and note, and which keys of its items are shown, where it has any."""
    field = {"name": name, "note": " ".join(desc(info).split())}
    if info.annotation == list[Turn]:
        return field | {"turns": True}
    shown = next((_shown(kind) for kind in get_args(info.annotation)), None)
    return field | ({"item": shown} if shown else {})


def _shown(kind: Any) -> list[str] | None:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return list(getattr(kind, "shown", ())) or None
    return None
