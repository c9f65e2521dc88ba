"""The things a step reads and writes.

Lenient to parse: a reply that is only too long, oddly cased or short of a field is
clamped, never refused; guards and metrics judge it. Bounds shown here are what a
model is asked for and what constrained decoding enforces.
"""

from collections.abc import Callable
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.json_schema import SkipJsonSchema

from .markers import Length, OneOf, Verbatim

__all__ = [
    "CATEGORIES",
    "LONGEST",
    "Box",
    "Change",
    "Edit",
    "Requirement",
    "Severity",
    "Verdict",
    "Weakness",
]

CATEGORIES = ("technical accuracy", "completeness", "clarity", "actionability")
"""The categories a critique looks under unless the user names others."""

LONGEST = 500
"""Characters of a replacement at most, where the server holds a reply to its form."""

Severity = Literal["minor", "major", "critical"]


def clamped(most: int) -> Callable[[Any], str]:
    """A validator that makes a string of anything and cuts it to `most` characters."""

    def clamp(value: Any) -> str:
        return "" if value is None else str(value).strip()[:most].rstrip()

    return clamp


def _words(value: Any) -> str:
    return "" if value is None else str(value)


def _plain(value: Any) -> str:
    return _words(value).strip()


def _severity(value: Any) -> str:
    word = str(value).strip().lower()
    return word if word in ("minor", "major", "critical") else "major"


def _truth(value: Any) -> bool:
    if isinstance(value, str):
        return value.strip().lower() in ("true", "yes", "y", "1", "x", "checked", "ticked", "pass")
    return bool(value)


Line = Annotated[str, BeforeValidator(clamped(240))]
Id = Annotated[str, BeforeValidator(clamped(40))]
Quote = Annotated[str, BeforeValidator(clamped(600))]


class _Record(BaseModel):
    """Frozen, and lenient. `shown` names the fields that a prompt shows, where not all."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    shown: ClassVar[tuple[str, ...]] = ()


class Requirement(_Record):
    """One thing that the task demands."""

    id: Id
    says: str


class Box(_Record):
    """A box that the final text must tick.

    `question` is for a model, unless `check` (see `redraft.checks`) lets code answer.
    """

    shown = ("id", "says")
    id: Id
    question: str
    check: str | None = None

    @property
    def says(self) -> str:
        """The question, its check behind it as people write it."""
        return f"{self.question} {{{self.check}}}" if self.check else self.question


class Weakness(_Record):
    """One fault of a text.

    `id` is given by code: w1, w2, ... within a round. `by` is "code" where an unticked
    box made the weakness and no model had to find it.
    """

    shown = ("id", "category", "quote", "problem", "fix", "concerns")
    id: SkipJsonSchema[Id] = ""
    by: SkipJsonSchema[Literal["model", "code"]] = "model"
    quote: Annotated[Quote, Verbatim("text", 15, 160, optional=True)] = Field(
        default="", description="words copied exactly from the text; empty if something is left out"
    )
    problem: Annotated[Line, Length(12, 140)] = Field(
        default="", description="what is wrong there, or what is left out"
    )
    fix: Annotated[Line, Length(12, 180)] = Field(
        default="", description="what to write there instead, or what to add"
    )
    category: Annotated[Id, OneOf(("categories",))] = Field(
        default="", description="one of the categories"
    )
    concerns: Annotated[Id, OneOf(("checklist", "requirements"), optional=True)] = Field(
        default="", description="id of the box or requirement that it fails, or empty"
    )
    severity: Annotated[Severity, BeforeValidator(_severity)] = "major"


class Change(_Record):
    """What a rewrite says it did about the weakness `weakness`."""

    weakness: Annotated[Id, OneOf(("weaknesses",))] = Field(
        default="", description="id of the weakness"
    )
    note: Annotated[Line, Length(8, 120)] = Field(
        default="", description="what the new text says instead"
    )


class Edit(_Record):
    """One replacement in the text, made for the weakness `weakness`.

    It is never clamped: its words go into the text, and half of them would spoil it.
    """

    weakness: Annotated[Id, OneOf(("weaknesses",))] = Field(
        default="", description="id of the weakness"
    )
    find: Annotated[str, BeforeValidator(_plain), Verbatim("text", 8, 240)] = Field(
        default="", description="the words to replace, copied exactly from the text"
    )
    replace: Annotated[str, BeforeValidator(_words), Length(0, LONGEST)] = Field(
        default="", description="the words to put there; empty to take the passage out"
    )


class Verdict(_Record):
    """One box's answer. `by` says who answered: the model, or code."""

    shown = ("box", "missing")
    box: Annotated[Id, OneOf(("checklist",))] = Field(default="", description="id of the box")
    evidence: Annotated[Quote, Verbatim("text", 20, 160, optional=True)] = Field(
        default="", description="words copied exactly from the text that tick the box, or empty"
    )
    missing: Annotated[Line, Length(0, 140)] = Field(
        default="", description="what the text lacks for this box, or empty"
    )
    checked: Annotated[bool, BeforeValidator(_truth)] = Field(
        default=False, description="true only if the text fully does what the box asks"
    )
    by: SkipJsonSchema[Literal["model", "code"]] = "model"
