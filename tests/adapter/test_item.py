"""What one item's inputs fill in, whatever the list that is named holds."""

from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Any

import dspy
import pytest
from pydantic import BaseModel

from redraft.adapter.grammar import grammar
from redraft.adapter.item import ids
from redraft.adapter.schema import schema
from redraft.adapter.shape import shape
from redraft.signatures.markers import Items, OneOf


class Size(Enum):
    SMALL = "small"
    LARGE = "large"


@dataclass
class Room:
    name: str
    seats: int


class Person(BaseModel):
    role: str
    id: str


class Pick(dspy.Signature):
    """Pick."""

    given: list[Any] = dspy.InputField()
    best: Annotated[str, OneOf(("given",))] = dspy.OutputField()
    notes: Annotated[list[str], Items(each="given")] = dspy.OutputField()


LISTS = [
    ([3, 14], ["3", "14"]),
    ([0.5], ["0.5"]),
    ([Size.SMALL, Size.LARGE], ["small", "large"]),
    ([Room("hall", 80), Room("attic", 6)], ["hall", "attic"]),
    ([Person(role="chair", id="p1")], ["p1"]),
    ([{"role": "chair", "id": 7}, {"name": "Ben"}], ["7", "Ben"]),
    (["tone", "facts"], ["tone", "facts"]),
]


@pytest.mark.parametrize(("given", "named"), LISTS)
def test_every_element_has_a_name(given: list[Any], named: list[str]) -> None:
    """Its id, its first field, or itself; the grammar and the schema go by it alike."""
    inputs = {"given": given}
    assert ids(inputs, "given") == named
    rules = grammar(shape(Pick), inputs)
    assert "(" + " | ".join(f'"\\"{name}\\""' for name in named) + ")" in rules
    fields = schema(shape(Pick), inputs)["properties"]
    assert fields["best"]["enum"] == named
    assert fields["notes"]["minItems"] == fields["notes"]["maxItems"] == len(named)
