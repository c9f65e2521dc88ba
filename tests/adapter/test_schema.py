"""A reply's shape as a JSON schema, the item's own ids in it."""

import json
from typing import Any

import dspy
import pytest
from pydantic import BaseModel

from redraft.adapter.schema import schema
from redraft.adapter.shape import shape
from redraft.signatures import Critique, Revise, Verify
from redraft.signatures.types import Box, Requirement, Weakness

BOXES = [Box(id="b1", question="One?"), Box(id="b2", question="Two?")]
INPUTS = {
    "requirements": [Requirement(id="r1", says="Say it.")],
    "checklist": BOXES,
    "categories": ["clarity", "style"],
    "text": "Some text.",
}


def of(signature: Any, *, bounds: bool = True, **inputs: Any) -> dict[str, Any]:
    """The schema for these inputs beside the usual ones; it is always plain JSON."""
    found = schema(shape(signature), INPUTS | inputs, bounds=bounds)
    again: dict[str, Any] = json.loads(json.dumps(found))
    assert again == found
    return found


def objects(node: Any) -> list[dict[str, Any]]:
    """Every object schema in the tree."""
    if isinstance(node, list):
        return [one for child in node for one in objects(child)]
    if not isinstance(node, dict):
        return []
    return objects(list(node.values())) + ([node] if node.get("type") == "object" else [])


def test_it_holds_the_ids_and_categories_given() -> None:
    """And no others, but an empty one where a weakness may concern nothing."""
    fields = of(Critique, min_weaknesses=2)["properties"]["weaknesses"]["items"]["properties"]
    assert fields["category"]["enum"] == ["clarity", "style"]
    assert fields["concerns"]["enum"] == ["b1", "b2", "r1", ""]
    assert fields["severity"]["enum"] == ["minor", "major", "critical"]


@pytest.mark.parametrize(("asked", "least"), [(0, 0), (-1, 0), (None, 0), (3, 3), (99, 6)])
def test_the_minimum_is_what_was_asked_for_up_to_the_most(asked: int | None, least: int) -> None:
    """A minimum that no reply could hold asks for as many as one can."""
    found = of(Critique, min_weaknesses=asked)["properties"]["weaknesses"]
    assert (found["minItems"], found["maxItems"]) == (least, 6)


def test_each_open_box_gets_one_verdict() -> None:
    """Of the open boxes alone, though the checklist holds more."""
    found = of(Verify, open_boxes=BOXES[1:])["properties"]["verdicts"]
    assert (found["minItems"], found["maxItems"]) == (1, 1)
    assert found["items"]["properties"]["box"]["enum"] == ["b2"]


def test_without_ids_the_lists_are_empty() -> None:
    """And the schema still is one that a server takes."""
    found = of(Verify, open_boxes=[], checklist=[])["properties"]["verdicts"]
    assert (found["minItems"], found["maxItems"]) == (0, 0)
    assert found["items"]["properties"]["box"]["enum"] == [""]


def test_the_tail_is_a_required_string() -> None:
    """A server that takes a schema puts the text into the JSON."""
    found = of(Revise, weaknesses=[Weakness(id="w1")])
    assert found["properties"]["revision"] == {"type": "string"}
    assert found["required"] == ["changes", "revision"]


@pytest.mark.parametrize("signature", [Critique, Revise, Verify])
def test_every_object_names_all_its_fields(signature: Any) -> None:
    """As servers that hold to a schema strictly demand."""
    for found in objects(of(signature, weaknesses=[Weakness(id="w1")], open_boxes=BOXES)):
        assert found["required"] == list(found["properties"])
        assert found["additionalProperties"] is False


def test_bounds_can_be_left_out() -> None:
    """Some services refuse lengths of strings."""
    assert "maxLength" in json.dumps(of(Critique))
    assert "Length" not in json.dumps(of(Critique, bounds=False))


class Part(BaseModel):
    """Something with a name."""

    name: str


class Deep(dspy.Signature):
    """Do."""

    parts: dict[str, Part] = dspy.OutputField()
    more: int = dspy.OutputField()


def test_references_are_found_at_the_root() -> None:
    """Where JSON schema looks for them."""
    found = of(Deep)
    assert found["properties"]["parts"]["additionalProperties"] == {"$ref": "#/$defs/Part"}
    assert found["$defs"]["Part"]["required"] == ["name"]
    assert "$defs" not in found["properties"]["parts"]
