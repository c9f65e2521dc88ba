"""The messages of a call: what the steps of one item share first, the step's own last."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import lru_cache
from typing import Any

import dspy
from pydantic import BaseModel

from redraft.errors import ConfigurationError
from redraft.signatures import PREAMBLE
from redraft.signatures.notes import Turn

from .describe import describe
from .fence import fence, render
from .reply import dump
from .shape import desc, shape
from .typed import reader

__all__ = ["fences", "messages"]


def messages(
    signature: type[dspy.Signature],
    demos: list[dict[str, Any]],
    inputs: dict[str, Any],
) -> list[dict[str, Any]]:
    """The messages of a call: the fixed system line, earlier turns if any, and all the rest.

    Raises:
        ConfigurationError: an input is no text: an image, a sound, a file.
    """
    before, turns, after = _parted(signature, inputs)
    sent, parts = [{"role": "system", "content": PREAMBLE}], fences(signature, before)
    for turn in turns:
        sent.append({"role": "user", "content": "\n\n".join([*parts, turn.says])})
        sent.append({"role": "assistant", "content": turn.reply})
        parts = []
    parts += fences(signature, after)
    parts.append(_instructions(signature.instructions))
    for number, demo in enumerate(demos, 1):
        if example := _example(signature, demo, number):
            parts.append(example)
    form: Any = signature
    parts.append(_format(form))
    return [*sent, {"role": "user", "content": "\n\n".join(parts)}]


def _parted(
    signature: type[dspy.Signature], inputs: dict[str, Any]
) -> tuple[dict[str, Any], list[Turn], dict[str, Any]]:
    """The inputs before the conversation, its turns, and the inputs after it."""
    names = list(signature.input_fields)
    talk = next((n for n in names if signature.input_fields[n].annotation == list[Turn]), None)
    if talk is None:
        return inputs, [], {}
    at = names.index(talk)
    before, after = set(names[:at]), set(names[at + 1 :])
    return (
        {name: value for name, value in inputs.items() if name in before},
        _typed(signature, talk, inputs.get(talk)) or [],
        {name: value for name, value in inputs.items() if name in after},
    )


def fences(signature: type[dspy.Signature], inputs: dict[str, Any]) -> list[str]:
    """Every input that holds something, fenced, in the signature's order."""
    fences = []
    for name, info in signature.input_fields.items():
        value = _typed(signature, name, inputs.get(name))
        if value is not None and not (isinstance(value, list | str) and not value):
            _textual(name, value)
            fences.append(fence(name, render(value), desc(info)))
    return fences


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
        return vars(value).values()
    if isinstance(value, Mapping):
        return value.values()
    return value if isinstance(value, list | tuple) else ()


def _typed(signature: type[dspy.Signature], name: str, value: Any) -> Any:
    """A list whose items a saved program keeps as mappings, of the type they were saved from."""
    if isinstance(value, list) and any(isinstance(item, dict) for item in value):
        with suppress(ValueError):
            return reader(signature, name).validate_python(value)
    return value


def _example(signature: type[dspy.Signature], demo: dict[str, Any], number: int) -> str:
    """One worked example, if it has an output to show."""
    form = shape(signature)
    reply = dump(form, {k: v for k, v in demo.items() if k in signature.output_fields})
    if not reply:
        return ""
    shown = fences(signature, {k: v for k, v in demo.items() if k in signature.input_fields})
    return "\n\n".join([f"Example {number}:", *shown, fence("reply", reply)])


@lru_cache(maxsize=512)
def _instructions(instructions: str) -> str:
    return "\n".join(line.strip() for line in instructions.splitlines()).strip()


@lru_cache(maxsize=512)
def _format(signature: type[dspy.Signature]) -> str:
    return describe(shape(signature))
