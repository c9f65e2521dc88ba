"""What a server refuses of one schema is left out of others only where it has to be."""

import json
from collections.abc import Callable
from typing import Annotated, Any, Literal

import dspy
import pytest

from redraft.adapter import PrefixAdapter
from redraft.signatures.markers import Length
from tests.scripted import Scripted


class Bounded(dspy.Signature):
    """Do."""

    short: Annotated[str, Length(1, 20)] = dspy.OutputField()


class Unbounded(dspy.Signature):
    """Do."""

    label: Literal["spam", "ham"] = dspy.OutputField()
    sure: bool = dspy.OutputField()


class Open(dspy.Signature):
    """Do."""

    tags: dict[str, str] = dspy.OutputField()
    words: list[str] = dspy.OutputField()


REPLY = json.dumps({"short": "x", "label": "spam", "sure": True, "tags": {}, "words": ["x"]})


def refusing(bad: Callable[[str], bool]) -> Scripted:
    """A server that refuses such schemas, told as text."""

    def answer(request: Any) -> Any:
        form = request.config.response_format
        refused = form is not None and bad(json.dumps(form))
        return dspy.lm15.InvalidRequestError("no such schema") if refused else REPLY

    return Scripted({"*": answer}, schema=True)


def sent(engine: Scripted, *signatures: Any) -> list[Any]:
    """The response formats of what one adapter asks for these, in order."""
    with engine.use(adapter=PrefixAdapter()):
        for signature in signatures:
            dspy.Predict(signature)()
    return [request.config.response_format for request in engine.requests]


def test_refused_bounds_take_no_other_schema_away() -> None:
    """One without bounds loses nothing where another's were refused."""
    engine = refusing(lambda form: "maxLength" in form)
    first, looser, other, again = sent(engine, Bounded, Unbounded, Bounded)
    assert first["schema"]["properties"]["short"]["maxLength"] == 20
    assert looser == again
    assert looser["schema"]["properties"]["short"] == {"type": "string"}
    assert other["schema"]["properties"]["label"]["enum"] == ["spam", "ham"]


def test_a_refused_schema_takes_no_other_schema_away() -> None:
    """Nor another's bounds, which nobody refused; its own is sent no more."""
    engine = refusing(lambda form: '"tags"' in form)
    *tried, free, again, bounded, other = sent(engine, Open, Open, Bounded, Unbounded)
    assert all(tried)
    assert (free, again) == (None, None)
    assert bounded["schema"]["properties"]["short"]["maxLength"] == 20
    assert "label" in other["schema"]["properties"]


def test_what_was_refused_counts_for_another_instruction_too() -> None:
    """An optimizer's signature asks for the same reply."""
    engine = refusing(lambda form: '"tags"' in form)
    *_, free, again = sent(engine, Open, Open.with_instructions("Do it well."))
    assert (free, again) == (None, None)
    assert len(engine.requests) == 4


@pytest.mark.parametrize("asked", [Bounded, Unbounded])
def test_a_server_that_refuses_every_schema_is_asked_without_one(asked: Any) -> None:
    """Once it has refused this one; the next call of the same form has none from the start."""
    engine = refusing(lambda form: True)
    *tried, free, again = sent(engine, asked, asked)
    assert all(tried)
    assert (free, again) == (None, None)
