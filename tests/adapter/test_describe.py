"""The output format in words."""

from typing import Annotated, Any, Literal

import dspy
import pytest
from pydantic import BaseModel, Field

from redraft.adapter.describe import describe
from redraft.adapter.shape import shape
from redraft.signatures import Critique, Draft, EditText, Revise, Verify
from redraft.signatures.markers import Free


def test_a_text_alone_is_asked_for_plainly() -> None:
    """No JSON for a draft."""
    assert describe(shape(Draft)) == "Reply with the draft alone."


def test_a_tail_follows_the_json() -> None:
    """The blank line between them is named."""
    words = describe(shape(Revise)).splitlines()
    assert words[0] == "Reply with JSON in this form:"
    assert words[1].startswith('{"changes": [{"weakness": "<')
    assert words[2] == "then a blank line, then the revision as plain text to the end."


@pytest.mark.parametrize("signature", [Critique, Revise, EditText, Verify])
def test_every_field_of_a_reply_is_named(signature: Any) -> None:
    """And none that code gives."""
    words = describe(shape(signature))
    ((name, listing, _),) = shape(signature).head.fields
    assert f'"{name}": [' in words
    for field, _, _ in listing.item.fields:  # type: ignore[union-attr]
        assert f'"{field}": ' in words
    assert '"by"' not in words


def test_the_kinds_of_value_are_told_apart() -> None:
    """A flag, a choice, a plain string, and anything else by its schema."""

    class Kinds(dspy.Signature):
        """Do."""

        sure: bool = dspy.OutputField(desc="be honest")
        plain: str = dspy.OutputField()
        advice: dict[str, str] = dspy.OutputField(desc="by name")
        share: float = dspy.OutputField()

    assert describe(shape(Kinds)).splitlines()[1] == (
        '{"sure": true or false (be honest), "plain": "...", "advice": <by name: JSON of the '
        'schema {"additionalProperties": {"type": "string"}, "type": "object"}>, '
        '"share": <JSON of the schema {"type": "number"}>}'
    )


class Person(BaseModel):
    name: str = Field(description="in full")
    role: Literal["host", "guest"] = Field(description="host if they invited")


def test_what_a_field_is_for_is_told_whatever_it_holds() -> None:
    """A choice, a record, a list of them, and a text that is the whole reply or its end."""

    class People(dspy.Signature):
        """Do."""

        mood: Literal["a", "b"] = dspy.OutputField(desc="a if sunny, b if rainy")
        host: Person = dspy.OutputField(desc="who invited")
        guests: list[Person] = dspy.OutputField(desc="those who came")
        moods: list[Literal["a", "b"]] = dspy.OutputField(desc="day by day")
        note: Annotated[str, Free()] = dspy.OutputField(desc="in French")

    person = '{"name": "<in full>", "role": "host" or "guest" (host if they invited)}'
    assert describe(shape(People)).splitlines()[1:] == [
        (
            '{"mood": "a" or "b" (a if sunny, b if rainy), '
            f'"host": {person} (who invited), "guests": [{person}, ...] (those who came), '
            '"moods": ["a" or "b" (day by day), ...]}'
        ),
        "then a blank line, then the note as plain text to the end: in French",
    ]
    alone = dspy.Signature("question -> short_answer: str").with_updated_fields(
        "short_answer", desc="often between 1 and 5 words"
    )
    told = "Reply with the short answer alone: often between 1 and 5 words"
    assert describe(shape(alone)) == told
