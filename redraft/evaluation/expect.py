"""What a run may take, told before it spends anything: a rehearsal without a model."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import to_jsonable_python

from redraft.adapter import PrefixAdapter
from redraft.data import Row
from redraft.programs.program import Program
from redraft.programs.steps import Ask, Reply
from redraft.signatures.records import StepCost
from redraft.signatures.types import Verdict, Weakness

from .given import given, item_of

__all__ = ["Expected", "made_up", "rehearse"]

MOST = 200
"""Questions after which a rehearsal ends."""
BYTES = 4
"""Bytes of a token, roughly."""


@dataclass(frozen=True)
class Expected:
    """Calls and tokens of one row, where no text comes to be ready before its time."""

    calls: float
    prompt: float
    new: float

    @property
    def tokens(self) -> float:
        """Of prompts and replies together."""
        return self.prompt + self.new


def rehearse(program: Program, rows: Sequence[Row], *, fresh: bool = False) -> Expected | None:
    """The mean over `rows`, each played through with made-up replies; None if it cannot be."""
    try:
        played = [_play(program, row, fresh) for row in rows]
    except Exception:  # noqa: BLE001 - a guess that fails must not stop what it is about
        return None
    return Expected(*(sum(column) / len(played) for column in zip(*played, strict=True)))


def _play(program: Program, row: Row, fresh: bool) -> tuple[int, int, int]:
    """Calls, and tokens of prompts and of replies, of one row."""
    steps = program.steps(item_of(given(row, fresh=fresh)))
    costs: list[StepCost] = []
    reply: Any = None
    while len(costs) < MOST:
        try:
            asked = steps.send(reply)
        except StopIteration:
            break
        answers = [made_up(program, ask, row) for ask in (asked if _many(asked) else [asked])]
        costs += [answer.cost for answer in answers]
        reply = answers if _many(asked) else answers[0]
    old, new = (
        sum(getattr(cost, f"{side}_tokens") for cost in costs) for side in ("prompt", "new")
    )
    return len(costs), old, new


def made_up(program: Program, ask: Ask, row: Row | None = None) -> Reply:
    """A reply of the usual size, with what the question's prompt and such a reply cost."""
    predictor = getattr(program, ask.step)
    asked = getattr(predictor, "predict", predictor)
    signature = asked.signature
    messages = PrefixAdapter().format(signature, asked.demos, ask.inputs)
    known = (row.reference or row.draft) if row else ""
    text = known or "A sentence of a text that nobody wrote yet. " * 20
    outputs = {
        name: _value(info.annotation, ask.inputs, text)
        for name, info in signature.output_fields.items()
    }
    prompt = len(json.dumps(messages).encode()) // BYTES
    new = len(json.dumps(to_jsonable_python(outputs)).encode()) // BYTES
    return Reply(outputs, StepCost(step=ask.step, calls=1, prompt_tokens=prompt, new_tokens=new))


def _value(kind: Any, inputs: dict[str, Any], text: str) -> Any:
    """Something of that type: whole texts, some weaknesses, no box ticked."""
    if get_origin(kind) is list:
        item = get_args(kind)[0]
        return [_record(item, inputs, n) for n in range(1, 4)] if _is_record(item) else []
    return {str: text, bool: False, int: 0, float: 0.0}.get(kind, text)


def _record(kind: Any, inputs: dict[str, Any], number: int) -> Any:
    told = str(inputs.get("text") or "")
    if issubclass(kind, Weakness):
        quote = told[40 * number : 40 * number + 60].strip()
        return kind(id=f"w{number}", quote=quote, problem="It is vague here.", fix="Say how much.")
    if issubclass(kind, Verdict):
        return kind(box=f"b{number}", missing="what it asks for is not in the text")
    return kind.model_validate(dict.fromkeys(kind.model_fields, "some words"))


def _is_record(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _many(asked: Any) -> bool:
    return isinstance(asked, list)
