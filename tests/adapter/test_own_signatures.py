"""Types that signatures of one's own have, in the prompt and in the form of the reply."""

import json
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Annotated, Any

import dspy
import pytest
from annotated_types import Interval, Len
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, conint, conlist

from redraft.adapter import PrefixAdapter
from redraft.adapter.fence import render, unfence
from redraft.adapter.grammar import grammar
from redraft.adapter.schema import schema
from redraft.adapter.shape import Other, shape
from redraft.errors import ConfigurationError
from redraft.signatures import Revise
from redraft.signatures.markers import Free


def prompt(signature: Any, **inputs: Any) -> str:
    """The user message."""
    return str(PrefixAdapter().format(signature, [], inputs)[-1]["content"])


class Rated(dspy.Signature):
    """Rate."""

    text: str = dspy.InputField()
    score: conint(ge=1, le=10) = dspy.OutputField()  # type: ignore[valid-type]
    rank: Annotated[int, Interval(ge=1, le=3)] = dspy.OutputField()
    tags: conlist(str, min_length=2) = dspy.OutputField()  # type: ignore[valid-type]
    notes: Annotated[list[str], Len(1, 4)] = dspy.OutputField()


class Coded(dspy.Signature):
    """Code."""

    text: str = dspy.InputField()
    code: Annotated[str, StringConstraints(pattern="[a-z]+")] = dspy.OutputField()


def test_limits_that_come_in_groups_are_in_the_form() -> None:
    """As pydantic's own types and `annotated_types` have them."""
    nodes = {name: node for name, node, _ in shape(Rated).head.fields}
    assert nodes["score"] == Other({"type": "integer", "minimum": 1, "maximum": 10})
    assert nodes["rank"] == Other({"type": "integer", "minimum": 1, "maximum": 3})
    strings = {"type": "array", "items": {"type": "string"}}
    assert nodes["tags"] == Other(strings | {"minItems": 2})
    assert nodes["notes"] == Other(strings | {"minItems": 1, "maxItems": 4})


def test_an_only_string_with_a_pattern_is_no_free_text() -> None:
    """It is held to the pattern instead."""
    assert shape(Coded).tail is None
    assert shape(Coded).head.fields[0][1] == Other({"type": "string", "pattern": "[a-z]+"})


class Tone(Enum):
    """How a text sounds."""

    WARM = "warm"


class Dated(dspy.Signature):
    """Write."""

    when: date = dspy.InputField()
    tone: Tone = dspy.InputField()
    days: list[date] = dspy.InputField()
    out: str = dspy.OutputField()


def test_what_json_holds_as_a_string_stands_bare() -> None:
    """So a prompt is the same before a program is saved and after it is loaded."""
    given = {"when": date(2025, 1, 2), "tone": Tone.WARM, "days": [date(2025, 3, 4)]}
    sent = prompt(Dated, **given)
    assert unfence(sent) == {"when": "2025-01-02", "tone": "warm", "days": "2025-03-04"}
    assert prompt(Dated, when="2025-01-02", tone="warm", days=["2025-03-04"]) == sent


def test_a_set_has_one_order() -> None:
    """Whatever the process makes of it."""
    assert render({"b", "a", "c"}) == render(["a", "b", "c"])
    assert render(frozenset({Tone.WARM})) == "warm"


class Mail(BaseModel):
    """A field that goes by another name in JSON."""

    sender: str = Field(alias="from")


class Sorted(dspy.Signature):
    """Sort."""

    text: str = dspy.InputField()
    earlier: Mail = dspy.InputField()
    mail: Mail = dspy.OutputField()
    mails: list[Mail] = dspy.OutputField()


def test_a_saved_example_shows_the_names_that_the_form_asks_for() -> None:
    """DSPy saves records by the names of their fields."""
    mail = Mail.model_validate({"from": "Ana"})
    predict, other = dspy.Predict(Sorted), dspy.Predict(Sorted)
    predict.demos = [dspy.Example(text="x", earlier=mail, mail=mail, mails=[mail])]
    other.load_state(json.loads(json.dumps(predict.dump_state())))
    before, after = (
        PrefixAdapter().format(Sorted, one.demos, {"text": "y"}) for one in (predict, other)
    )
    assert after == before
    assert '"sender"' not in before[-1]["content"]


class Page(dspy.Signature):
    """Write the page."""

    spec: str = dspy.InputField()
    notes: list[str] = dspy.OutputField()
    page: Annotated[str, Free()] = dspy.OutputField()


def test_a_text_of_no_brief_may_begin_as_it_likes() -> None:
    """Where nobody knows what is asked for, HTML and JSON are texts like any."""
    assert r"/\S(?s:.)*/" in grammar(shape(Page), {"spec": "A page in HTML"})
    brief = {"task": "A note.", "requirements": [], "checklist": [], "text": "x", "weaknesses": []}
    assert r"/[^<{\s](?s:.)*/" in grammar(shape(Revise), brief)


@dataclass
class Scan:
    """A page and its picture."""

    text: str
    image: dspy.Image


class Loose(BaseModel):
    """Takes anything beside its text."""

    model_config = ConfigDict(extra="allow")
    text: str


class Seen(dspy.Signature):
    """Look."""

    scan: Any = dspy.InputField()
    out: str = dspy.OutputField()


def test_an_image_is_refused_wherever_it_is() -> None:
    """In a dataclass, and in what a model holds beside its fields."""
    image = dspy.Image(url="https://example.com/a.png")
    for scan in (Scan("x", image), Loose.model_validate({"text": "x", "image": image})):
        with pytest.raises(ConfigurationError, match=r"dspy\.Image"):
            prompt(Seen, scan=scan)


class Ad(BaseModel):
    """A field of the name that redraft's own records have for something else."""

    shown: int


def test_a_record_may_have_a_field_called_shown() -> None:
    """Its value says nothing of how it is written."""
    assert render([Ad(shown=3)]) == '{"shown": 3}'


class Invoice(BaseModel):
    """A bill."""

    class Line(BaseModel):
        """A line of it."""

        price: float


class Order(BaseModel):
    """An order."""

    class Line(BaseModel):
        """A line of it, of the same name."""

        item: str


class Both(dspy.Signature):
    """Read."""

    text: str = dspy.InputField()
    bill: Invoice.Line | None = dspy.OutputField()
    order: Order.Line | None = dspy.OutputField()
    again: Invoice.Line | None = dspy.OutputField()


def test_records_of_one_name_keep_their_fields_apart() -> None:
    """In the schema of a reply, which has one place for all of them."""
    held = schema(shape(Both), {"text": "x"})
    wanted = {"bill": "price", "order": "item", "again": "price"}
    for name, field in wanted.items():
        (ref,) = (one["$ref"] for one in held["properties"][name]["anyOf"] if "$ref" in one)
        assert set(held["$defs"][ref.rpartition("/")[2]]["properties"]) == {field}
    assert len(held["$defs"]) == 2


class Trimmed(dspy.Signature):
    """Write."""

    text: str = dspy.InputField()
    out: Annotated[str, StringConstraints(strip_whitespace=True)] = dspy.OutputField()


def test_what_shows_in_no_schema_leaves_a_text_free() -> None:
    """It is no bound that a reply could be held to."""
    assert shape(Trimmed).tail == "out"
