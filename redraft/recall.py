"""Answered steps, known again: a question that was answered before is not paid for twice."""

import hashlib
import json
from collections import defaultdict, deque
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError
from pydantic_core import to_jsonable_python

from redraft.programs.steps import Ask, Reply, signature_of
from redraft.signatures.records import StepCost

__all__ = ["Recall", "Recorded", "fingerprint", "recorded"]


class Recorded(BaseModel):
    """One answered step; `fingerprint` tells the question it answered."""

    model_config = ConfigDict(frozen=True)

    step: str
    fingerprint: str
    outputs: dict[str, Any] | None
    cost: StepCost
    over: str = ""

    @property
    def cut(self) -> bool:
        """Whether the budget did not bear it, or one of the attempts that are one step."""
        attempts = self.outputs if self.step == "attempts" else None
        return bool(self.over or (attempts or {}).get("over"))


class Recall:
    """Answers each of `steps` once, in order; `program` tells the types of what they put out.

    A question is known again by its step, inputs and settings, not by the model that
    answers it. A record that no longer fits the signature's types answers nothing; `unfit`
    has the fingerprints of questions that have to be asked anew for that.
    """

    def __init__(self, program: Any, steps: Iterable[Recorded]) -> None:
        self.unfit = set[str]()
        self._program = program
        self._known: dict[str, deque[Recorded]] = defaultdict(deque)
        for step in steps:
            self._known[step.fingerprint].append(step)

    def __call__(self, ask: Ask) -> Reply | None:
        """The recorded reply to this very question, once."""
        known = self._known.get(fingerprint(ask)) if self._known else None
        while known:
            step = known.popleft()
            try:
                reply = Reply(self._typed(step), step.cost)
            except (AttributeError, KeyError, ValidationError):
                self.unfit.add(step.fingerprint)
            else:
                self.unfit.discard(step.fingerprint)
                return reply
        return None

    def _typed(self, step: Recorded) -> dict[str, Any] | None:
        if step.outputs is None:
            return None
        fields = signature_of(self._program, step.step).output_fields
        return {
            name: TypeAdapter(fields[name].annotation).validate_python(value)
            if name in fields
            else value
            for name, value in step.outputs.items()
        }


def recorded(ask: Ask, reply: Reply) -> Recorded:
    """The record of an answered question."""
    return Recorded(
        step=ask.step,
        fingerprint=fingerprint(ask),
        outputs=None if reply.outputs is None else to_jsonable_python(reply.outputs),
        cost=reply.cost,
        over=reply.over,
    )


def fingerprint(ask: Ask) -> str:
    """The sha256 of the question: its step, inputs and settings as canonical JSON."""
    plain = to_jsonable_python({"step": ask.step, "inputs": ask.inputs, "config": ask.config})
    text = json.dumps(plain, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
