"""The output format in words."""

from typing import Any

import dspy
import pytest

from redraft.adapter.describe import describe
from redraft.adapter.shape import shape
from redraft.signatures import Critique, Draft, EditText, Revise, Verify


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
