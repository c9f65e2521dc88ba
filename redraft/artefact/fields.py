"""The fields of a signature, as far as a program's state relies on them and does not hold them.

A saved state holds wording (instructions, descriptions, examples) by position. Which
fields there are, in which order and of which type, stands in the code: if that changed,
a state laid over it would shift, in silence. A change of wording alone does no harm: the
state brings the wording that its scores were measured with.
"""

from collections.abc import Mapping
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import dspy
from pydantic import BaseModel

__all__ = ["Fields", "changes", "fields_of"]

Fields = dict[str, str]
"""Each field's name, in order, and a line that tells its kind and type."""


def fields_of(program: dspy.Module) -> dict[str, Fields]:
    """The fields of each of the program's predictors, by the predictor's name."""
    return {name: _fields(predictor.signature) for name, predictor in program.named_predictors()}


def changes(before: Mapping[str, Fields], now: Mapping[str, Fields]) -> list[str]:
    """What differs, a line each; empty if a state of the one fits the other."""
    told = [f"the step {name} is gone" for name in before if name not in now]
    told += [f"the step {name} is new" for name in now if name not in before]
    for step in before:
        if step in now:
            told += [f"{step}: {line}" for line in _changed(before[step], now[step])]
    return told


def _changed(before: Fields, now: Fields) -> list[str]:
    told = [f"the {_kind(before[name])} {name} is gone" for name in before if name not in now]
    told += [f"the {_kind(now[name])} {name} is new" for name in now if name not in before]
    told += [
        f"{name} was {before[name]} and is {now[name]}"
        for name in before
        if name in now and before[name] != now[name]
    ]
    if not told and list(before) != list(now):
        told.append(f"the order of fields is now {', '.join(now)}")
    return told


def _fields(signature: Any) -> Fields:
    inputs = {k: f"input {_type(info.annotation)}" for k, info in signature.input_fields.items()}
    outputs = {k: f"output {_type(info.annotation)}" for k, info in signature.output_fields.items()}
    return inputs | outputs


def _type(annotation: Any) -> str:
    """A type by its structure: an alias or a docstring may change, a field may not."""
    origin, inside = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _type(inside[0])
    if origin is Literal:
        return " | ".join(map(repr, inside))
    if origin in (Union, UnionType):
        return " | ".join(map(_type, inside))
    if inside:
        return f"{getattr(origin, '__name__', origin)}[{', '.join(map(_type, inside))}]"
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        fields = annotation.model_fields.items()
        return "{" + ", ".join(f"{name}: {_type(info.annotation)}" for name, info in fields) + "}"
    return str(getattr(annotation, "__name__", annotation))


def _kind(told: str) -> str:
    return told.partition(" ")[0]
