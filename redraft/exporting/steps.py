"""Each step's messages with slots where its inputs go; what every export is made of."""

from types import UnionType
from typing import Any, Union, get_args, get_origin

import dspy
from pydantic import BaseModel

from redraft.adapter import PrefixAdapter
from redraft.adapter.shape import desc
from redraft.adapter.typed import plain
from redraft.signatures.notes import Turn

__all__ = ["steps"]


def steps(program: dspy.Module) -> dict[str, dict[str, Any]]:
    """For each step its `inputs` in order and its `messages`, as `render` takes them."""
    return {name: _step(predictor) for name, predictor in program.named_predictors()}


def _step(predictor: dspy.Predict) -> dict[str, Any]:
    signature = predictor.signature
    inputs = [_input(name, info) for name, info in signature.input_fields.items()]
    for talk in [field for field in inputs if field.get("turns")][1:]:
        del talk["turns"]  # the first is the conversation
    slots = "".join(f"{{{{{field['name']}}}}}" for field in inputs)
    *before, last = PrefixAdapter().format(signature, predictor.demos, {})
    return {
        "inputs": inputs,
        "messages": [*before, {"role": last["role"], "content": slots + last["content"]}],
    }


def _input(name: str, info: Any) -> dict[str, Any]:
    """An input's name and note, and which keys of its items are shown, where it has any."""
    field: dict[str, Any] = {"name": name, "note": " ".join(desc(info).split())}
    if info.annotation == list[Turn]:
        field["turns"] = True
    kind = _listed(info.annotation)
    return field | (_shown(kind) if kind else {})


def _listed(annotation: Any) -> type[BaseModel] | None:
    """The record that a list of this type holds, which may be optional."""
    inner = get_args(annotation)
    if get_origin(annotation) in (Union, UnionType):
        return next((kind for one in inner if (kind := _listed(one))), None)
    return next(
        (kind for kind in inner if isinstance(kind, type) and issubclass(kind, BaseModel)), None
    )


def _shown(kind: type[BaseModel]) -> dict[str, Any]:
    """The keys that are shown, and what those are that an item may lack."""
    keys = list(getattr(kind, "shown", ()))
    fields = {key: kind.model_fields[key] for key in keys if key in kind.model_fields}
    defaults = {
        key: plain(info.get_default(call_default_factory=True))
        for key, info in fields.items()
        if not info.is_required()
    }
    return {"item": keys, "defaults": defaults} if keys else {}
