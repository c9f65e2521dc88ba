"""A constrained list is as long as the reply's limit allows, so that it is not cut."""

import json
from typing import Annotated, Any

import dspy
import pytest

from redraft.adapter.grammar import grammar
from redraft.adapter.room import fitting
from redraft.adapter.schema import schema
from redraft.adapter.shape import Listing, shape
from redraft.signatures import Critique
from redraft.signatures.markers import Items
from tests.scripted import Scripted, critique

INPUTS: dict[str, Any] = {
    "task": "Write a note.",
    "text": "The kitchen will be closed. Please plan ahead and bring your own lunch.",
    "categories": ["clarity"],
    "min_weaknesses": 2,
}


def listing(signature: Any = Critique) -> Listing:
    """The list of a signature's first output."""
    (node,) = (node for _, node, _ in shape(signature).head.fields)
    assert isinstance(node, Listing)
    return node


class Words(dspy.Signature):
    """List."""

    words: Annotated[list[str], Items(most=9)] = dspy.OutputField()


def test_all_items_fit_into_much_room() -> None:
    """And where nobody set a limit."""
    assert fitting(listing(), 2, 4000) == fitting(listing(), 2, None) == 6


def test_fewer_fit_into_less() -> None:
    """A weakness has at most 160 + 140 + 180 characters of text, 3 of 20, and its names.

    The six names have 40 characters and 8 each around them: 628. So 700 tokens of three
    characters hold 3 of them.
    """
    assert fitting(listing(), 0, 700) == 3


def test_never_fewer_than_asked_for() -> None:
    """A reply that may be cut is better than one that cannot be right; one is the least."""
    assert fitting(listing(), 5, 100) == 5
    assert fitting(listing(), 0, 100) == 1


def test_items_of_unknown_length_are_not_counted() -> None:
    """Plain strings have no bound."""
    assert fitting(listing(Words), 0, 10) == 9


@pytest.mark.parametrize(("limit", "most"), [(700, 3), (2048, 6)])
def test_the_limit_of_a_call_bounds_its_list(limit: int, most: int) -> None:
    """In the grammar and in the schema alike, whatever names the limit."""
    for name in ("max_tokens", "max_completion_tokens"):
        sent = []
        for taken in ({"grammar": True}, {"schema": True}):
            engine = Scripted({"critique": critique({}, {})}, **taken)
            with engine.use():
                dspy.Predict(Critique)(**INPUTS, config={name: limit})
            sent.append(engine.requests[0].config)
        ruled, schemed = sent
        assert (ruled.extensions or {})["grammar"] == grammar(shape(Critique), INPUTS, limit)
        assert f"{{0,{most - 2}}}" in (ruled.extensions or {})["grammar"]
        assert f'"maxItems": {most}' in json.dumps(schemed.response_format)
        assert (
            schema(shape(Critique), INPUTS, room=limit)["properties"]["weaknesses"]["maxItems"]
            == most
        )
