"""What a row holds: strict where `redraft.signatures.types` is lenient.

A reply of a model is clamped and judged; a label is data that somebody wrote, so a wrong
type, an unknown field or an overlong line is refused, and `problems` says which.
"""

from difflib import get_close_matches
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from .lines import short

__all__ = [
    "FIELDS",
    "INPUTS",
    "Labelled",
    "LabelledBox",
    "LabelledRequirement",
    "LabelledVerdict",
    "LabelledWeakness",
    "Row",
    "problems",
]

INPUTS = ("task", "requirements", "checklist", "draft")
"""What a program is given; every other field is a label."""

Text = Annotated[str, StringConstraints(pattern=r"\S")]
Id = Annotated[str, StringConstraints(pattern=r"^\S(.*\S)?$", max_length=80)]
Line = Annotated[str, StringConstraints(pattern=r"^[^\n]*$", max_length=240)]
Said = Annotated[str, StringConstraints(pattern=r"^[^\n]*\S[^\n]*$", max_length=240)]
Quote = Annotated[str, StringConstraints(pattern=r"^[^\n]*$", max_length=600)]


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class LabelledRequirement(_Strict):
    """One thing that the task demands."""

    id: Id
    says: Text


class LabelledBox(_Strict):
    """A box that the final text must tick; code answers it where there is a `check`."""

    id: Id
    question: Text
    check: Text | None = None


class LabelledWeakness(_Strict):
    """One fault of the draft: `quote` is empty where something is left out."""

    id: Id
    category: Said
    quote: Quote
    concerns: Line
    problem: Said
    severity: Literal["minor", "major", "critical"]
    fix: Line = ""


class LabelledVerdict(_Strict):
    """The truth about one box and the draft."""

    box: Id
    checked: bool
    evidence: Quote = ""
    missing: Line = ""


class Row(_Strict):
    """What a program can be run on: an id and a task at least. No draft means: write one."""

    id: Id
    task: Text
    kind: str = ""
    clean: bool = False
    requirements: list[LabelledRequirement] = Field(default_factory=list)
    checklist: list[LabelledBox] = Field(default_factory=list)
    draft: Text | None = None
    weaknesses: list[LabelledWeakness] = Field(default_factory=list)
    verdicts: list[LabelledVerdict] = Field(default_factory=list)
    reference: str = ""
    cosmetic: str = ""


class Labelled(Row):
    """A row of our own data: every field is there. `redraft.data.labels` judges what it says."""

    kind: Said
    clean: bool
    requirements: Annotated[list[LabelledRequirement], Field(min_length=1)]
    checklist: Annotated[list[LabelledBox], Field(min_length=1)]
    draft: Text
    weaknesses: list[LabelledWeakness]
    verdicts: list[LabelledVerdict]
    reference: Text
    cosmetic: Text


FIELDS = tuple(Row.model_fields)


def problems(error: ValidationError, given: dict[str, Any]) -> list[str]:
    """What `error` found in `given`, a line each: the field, what it is, what is accepted."""
    return [_told(found, given) for found in error.errors(include_url=False)]


def _told(found: Any, row: dict[str, Any]) -> str:
    *parents, last = found["loc"]
    where = _place(tuple(parents), row)
    match found["type"]:
        case "missing":
            return f"{where}the field {last!r} is missing"
        case "extra_forbidden":
            known = _fields(parents)
            near = get_close_matches(str(last), known, 1)
            hint = f"did you mean {near[0]!r}?" if near else f"accepted are {', '.join(known)}"
            return f"{where}unknown field {last!r}: {hint}"
        case "string_pattern_mismatch":
            given = str(found["input"])
            one = "has a blank at its start or end" if "\n" not in given else "must be on one line"
            why = one if given.strip() else "is empty"
            return f"{where}{_named(last)} {why}"
        case "literal_error":
            accepted = found["ctx"]["expected"]
            return f"{where}{_named(last)} is {found['input']!r}: accepted are {accepted}"
        case _:
            is_ = (
                ""
                if isinstance(found["input"], dict | list)
                else f" is {short(found['input'], 40)}"
            )
            return f"{where}{_named(last)}{is_}: {found['msg'].removeprefix('Input ')}"


def _named(part: str | int) -> str:
    return f"item {part + 1}" if isinstance(part, int) else repr(part)


def _place(parents: tuple[str | int, ...], given: Any) -> str:
    """`weaknesses w2, `: the list and the item in it, by its id if it has one."""
    match parents:
        case (str(field), int(at)):
            item = given[field][at]
            named = item.get("id") or item.get("box") if isinstance(item, dict) else None
            return f"{field} {named or f'item {at + 1}'}, "
        case (str(field),):
            return f"{field}, "
        case _:
            return ""


def _fields(parents: list[str | int]) -> tuple[str, ...]:
    if not parents:
        return FIELDS
    (item,) = get_args(Row.model_fields[str(parents[0])].annotation)
    return tuple(item.model_fields)
