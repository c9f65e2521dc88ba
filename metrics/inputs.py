"""An example and a prediction as plain data, whoever made them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import BaseModel

from redraft.checks.braces import coded
from redraft.signatures.records import Round
from redraft.signatures.types import Box, Requirement, Verdict, Weakness
from redraft.texts.ids import numbered
from redraft.texts.text import normalise

__all__ = ["Labels", "Made", "labels", "made"]

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True)
class Labels:
    """What is known of an example: its inputs and, where somebody labelled them, the truth."""

    task: str = ""
    requirements: tuple[Requirement, ...] = ()
    checklist: tuple[Box, ...] = ()
    draft: str = ""
    weaknesses: tuple[Weakness, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    reference: str = ""
    clean: bool = False

    def __hash__(self) -> int:
        return hash((self.task, self.draft, self.reference))

    @property
    def asked(self) -> tuple[str, ...]:
        """The task, requirements and boxes as lines."""
        says = [requirement.says for requirement in self.requirements]
        return (self.task, *says, *(box.question for box in self.checklist))

    @property
    def told(self) -> tuple[str, ...]:
        """What the planted weaknesses say, as lines."""
        return tuple(line for weak in self.weaknesses for line in (weak.problem, weak.fix) if line)

    def is_draft(self, text: str) -> bool:
        """Whether `text` is the very text that the weaknesses and verdicts were labelled on."""
        return bool(self.draft) and normalise(text) == normalise(self.draft)

    def is_reference(self, text: str) -> bool:
        """Whether `text` is the one known to tick every box."""
        return bool(self.reference) and normalise(text) == normalise(self.reference)


@dataclass(frozen=True)
class Made:
    """What a program made of it: the final text, the verdicts on it, and its rounds."""

    text: str = ""
    verdicts: tuple[Verdict, ...] = ()
    rounds: tuple[Round, ...] = field(default=())


def labels(example: Any) -> Labels:
    """Reads a `dspy.Example`, a mapping or an object; ValueError where a field is misshapen."""
    return Labels(
        task=_text(example, "task"),
        requirements=_many(example, "requirements", Requirement, "says", "r"),
        checklist=_many(example, "checklist", Box, "question", "b"),
        draft=_text(example, "draft"),
        weaknesses=_many(example, "weaknesses", Weakness, "problem", "w"),
        verdicts=_many(example, "verdicts", Verdict, "box", ""),
        reference=_text(example, "reference"),
        clean=bool(_get(example, "clean")),
    )


def made(prediction: Any) -> Made:
    """Reads a `dspy.Prediction`, a mapping or an object; ValueError where one is misshapen."""
    return Made(
        text=_text(prediction, "text"),
        verdicts=_many(prediction, "verdicts", Verdict, "box", ""),
        rounds=_many(prediction, "rounds", Round, "text", ""),
    )


def _get(given: Any, name: str) -> Any:
    if isinstance(given, Labels | Made):
        return getattr(given, name)
    if hasattr(given, "toDict"):  # dspy.Example and Prediction: attributes hide their methods
        return given.get(name, None)
    return given.get(name) if isinstance(given, Mapping) else getattr(given, name, None)


def _text(given: Any, name: str) -> str:
    value = _get(given, name)
    return value if isinstance(value, str) else ""


def _many(given: Any, name: str, kind: type[M], says: str, prefix: str) -> tuple[M, ...]:
    """A list of records; strings are what they say, and what has no id gets a free one.

    Code answers a box whose question ends in `{check}`.
    """
    value = _get(given, name) or ()
    if isinstance(value, str | Mapping) or not isinstance(value, Iterable):
        raise ValueError(f"{name} is no list: {value!r:.60}")
    items = list(value)
    ids = numbered([_get(item, "id") for item in items], prefix) if prefix else [""] * len(items)
    return tuple(_one(item, ident, kind, says) for item, ident in zip(items, ids, strict=True))


def _one(item: Any, ident: str, kind: type[M], says: str) -> M:
    named = {"id": ident} if ident else {}
    if isinstance(item, kind):
        return item.model_copy(update=named)
    if isinstance(item, BaseModel):
        item = item.model_dump()
    given = dict(item) if isinstance(item, Mapping) else {says: item}
    if kind is Box and not given.get("check") and isinstance(given.get("question"), str):
        given["question"], given["check"] = coded(given["question"])
    return kind.model_validate({k: v for k, v in given.items() if v is not None} | named)
