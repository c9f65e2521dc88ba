"""What the techniques beside refine read and write; as lenient as `types`."""

import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from .markers import Length, OneOf, Verbatim
from .types import Id, Line, Quote, _truth
from .types import _Record as Record

__all__ = ["Checked", "Earlier", "Finding", "Gap", "Remark", "Tick", "Turn"]


def _score(value: Any) -> str:
    """1 to 5 as a word; 1 of what is no number."""
    try:
        return str(min(5, max(1, round(float(str(value).split("/")[0])))))
    except (ValueError, OverflowError):
        return "1"


def _agreement(value: Any) -> str:
    word = " ".join(str(value).lower().split())
    if re.search(r"(?:\bnot|n['\u2019]t)\b[^.,;]*\bconsistent", word):
        return "inconsistent"
    known = ("inconsistent", "partially consistent", "consistent")
    return next((label for label in known if label in word), "inconsistent")


class Remark(Record):
    """Feedback on one aspect of a text: what to do about which words, and a score of 1 to 5."""

    shown = ("aspect", "quote", "problem", "fix", "score")
    aspect: Annotated[Id, OneOf(("aspects",))] = Field(default="", description="one of the aspects")
    quote: Annotated[Quote, Verbatim("text", 15, 160, optional=True)] = Field(
        default="", description="the words it is about, copied exactly; empty if left out"
    )
    problem: Annotated[Line, Length(0, 140)] = Field(
        default="", description="what holds the text back there; empty if nothing"
    )
    fix: Annotated[Line, Length(0, 180)] = Field(
        default="", description="what exactly to write instead; empty if nothing"
    )
    score: Annotated[Literal["1", "2", "3", "4", "5"], BeforeValidator(_score)] = Field(default="1")


class Earlier(Record):
    """A text of an earlier round, what was said of it, and its score."""

    shown = ("text", "remarks", "score")
    text: str
    remarks: list[str] = Field(default_factory=list)
    score: str = ""


class Checked(Record):
    """A question about the facts of a text, and its answer, found without the text."""

    shown = ("id", "question", "answer", "certain")
    id: Id
    question: str
    answer: str = ""
    certain: bool = True


class Finding(Record):
    """Whether the text agrees with one answer."""

    shown = ("question", "quote", "agreement", "fix")
    question: Annotated[Id, OneOf(("answers",))] = Field(
        default="", description="id of the question"
    )
    quote: Annotated[Quote, Verbatim("text", 8, 160, optional=True)] = Field(
        default="", description="the words of the text that answer it, copied exactly, or empty"
    )
    agreement: Annotated[
        Literal["consistent", "partially consistent", "inconsistent"], BeforeValidator(_agreement)
    ] = Field(default="inconsistent")
    fix: Annotated[Line, Length(0, 160)] = Field(
        default="", description="what the text must say instead; empty if they agree"
    )


class Turn(Record):
    """One turn of a conversation: what was asked, and the reply."""

    shown = ("says", "reply")
    says: str
    reply: str = ""


class Gap(Record):
    """A weakness or gap of the text that a conversation is about."""

    shown = ("category", "problem")
    category: Annotated[Id, OneOf(("categories",))] = Field(
        default="", description="one of the categories"
    )
    problem: Annotated[Line, Length(12, 180)] = Field(
        default="", description="what is weak or left out"
    )


class Tick(Record):
    """A box of a review, checked or not."""

    shown = ("box", "missing", "checked")
    box: Annotated[Id, OneOf(("checklist",))] = Field(default="", description="id of the box")
    missing: Annotated[Line, Length(0, 140)] = Field(
        default="", description="what is missing, or empty"
    )
    checked: Annotated[bool, BeforeValidator(_truth)] = Field(
        default=False, description="whether the text does what the box asks"
    )
