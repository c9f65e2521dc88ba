"""The messages of a call: what the steps of one item share first, the step's own last."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import fields as dataclass_fields
from dataclasses import is_dataclass
from functools import lru_cache
from inspect import cleandoc
from typing import Any

import dspy
from pydantic import BaseModel

from redraft.errors import ConfigurationError
from redraft.signatures import PREAMBLE
from redraft.signatures.notes import Turn

from .describe import describe
from .fence import Field, fence, fenced, other, render, sendable
from .reply import dump
from .shape import desc, shape
from .typed import reader

__all__ = ["fences", "messages"]

_SIZED = (str, list, tuple, dict, set, frozenset)
"""Values that are left out where they are empty; of an array nobody can ask that."""


def messages(
    signature: type[dspy.Signature],
    demos: list[dict[str, Any]],
    inputs: dict[str, Any],
) -> list[dict[str, Any]]:
    """The messages of a call: the fixed system line, earlier turns if any, and all the rest.

    Raises:
        ConfigurationError: an input is no text: an image, a sound, a file; or one, or an
            earlier turn, has a lone surrogate, which no server can receive.
    """
    before, turns, after = _parted(signature, inputs)
    said = [sendable("conversation", text) for turn in turns for text in (turn.says, turn.reply)]
    blocks = fenced([*before, *after], said)
    sent, parts = [{"role": "system", "content": PREAMBLE}], blocks[: len(before)]
    for turn in turns:
        sent.append({"role": "user", "content": "\n\n".join([*parts, turn.says])})
        sent.append({"role": "assistant", "content": turn.reply})
        parts = []
    parts += blocks[len(before) :]
    parts.append(_instructions(signature.instructions))
    for number, demo in enumerate(demos, 1):
        if example := _example(signature, demo):
            parts += [f"Example {number}:", *fenced(example)]
    form: Any = signature
    parts.append(_format(form))
    return [*sent, {"role": "user", "content": "\n\n".join(parts)}]


def fences(signature: type[dspy.Signature], inputs: dict[str, Any]) -> list[str]:
    """The inputs as text that may become an input itself, so not with the usual id."""
    return [fence(one, other(one.content)) for one in _fields(signature, inputs)]


def _parted(
    signature: type[dspy.Signature], inputs: dict[str, Any]
) -> tuple[list[Field], list[Turn], list[Field]]:
    """The fields before the conversation, its turns, and the fields after it."""
    names = list(signature.input_fields)
    talk = next((n for n in names if signature.input_fields[n].annotation == list[Turn]), None)
    if talk is None:
        return _fields(signature, inputs), [], []
    at = names.index(talk)
    before = {name: inputs[name] for name in names[:at] if name in inputs}
    after = {name: inputs[name] for name in names[at + 1 :] if name in inputs}
    turns = _typed(signature, talk, inputs.get(talk)) or []
    return _fields(signature, before), turns, _fields(signature, after)


def _fields(signature: type[dspy.Signature], inputs: dict[str, Any]) -> list[Field]:
    """Every input that holds something, in the signature's order."""
    fields = []
    for name, info in signature.input_fields.items():
        value = _typed(signature, name, inputs.get(name))
        if value is not None and not (isinstance(value, _SIZED) and not value):
            _textual(name, value)
            fields.append(Field(name, render(value), desc(info)))
    return fields


def _textual(name: str, value: Any) -> None:
    if isinstance(value, dspy.Type) and isinstance(value.format(), list):
        raise ConfigurationError(
            f"the {name} holds a dspy.{type(value).__name__}, and this adapter sends text alone: "
            "leave it out, or ask with dspy.ChatAdapter"
        )
    for one in _inside(value):
        _textual(name, one)


def _inside(value: Any) -> Iterable[Any]:
    """What the value is made of; nothing if it is one piece."""
    if isinstance(value, BaseModel):
        return [*vars(value).values(), *(value.model_extra or {}).values()]
    if is_dataclass(value):
        return [getattr(value, one.name) for one in dataclass_fields(value)]
    if isinstance(value, Mapping):
        return value.values()
    return value if isinstance(value, list | tuple) else ()


def _typed(signature: type[dspy.Signature], name: str, value: Any) -> Any:
    """Records that a saved program keeps as mappings, of the type they were saved from.

    There they have the names of their fields, whatever these are called in JSON.
    """
    several = isinstance(value, list) and any(isinstance(item, dict) for item in value)
    if several or isinstance(value, dict):
        with suppress(ValueError):
            found = reader(signature, name).validate_python(value, by_alias=True, by_name=True)
            return found if several or isinstance(found, BaseModel) else value
    return value


def _example(signature: type[dspy.Signature], demo: dict[str, Any]) -> list[Field]:
    """The inputs and the reply of a worked example, if it has an output to show."""
    given = (name for name in demo if name in signature.output_fields)
    outputs = {name: _typed(signature, name, demo[name]) for name in given}
    reply = dump(shape(signature), outputs)
    return [*_fields(signature, demo), Field("reply", reply)] if reply else []


@lru_cache(maxsize=512)
def _instructions(instructions: str) -> str:
    return "\n".join(line.rstrip() for line in cleandoc(instructions).splitlines()).rstrip()


@lru_cache(maxsize=512)
def _format(signature: type[dspy.Signature]) -> str:
    return describe(shape(signature))
