"""Which schemas are sent as strict."""

from datetime import date
from decimal import Decimal
from typing import Any, Literal

import dspy
import pytest
from pydantic import BaseModel

from redraft.signatures import Critique, Revise, Verify
from tests.scripted import Scripted


class Person(BaseModel):
    """A record with a mapping in it."""

    name: str
    tags: dict[str, str]


class Renamed(BaseModel):
    """A record that pydantic writes the schema of."""

    name: str
    boss: "Renamed | None"


def strict(*types: Any) -> bool:
    """Whether the schema for outputs of these types goes out as strict."""
    fields = {f"f{number}": (kind, dspy.OutputField()) for number, kind in enumerate(types)}
    engine = Scripted({"*": dspy.lm15.InvalidRequestError("enough")}, schema=True)
    with engine.use(), pytest.raises(dspy.utils.exceptions.LMInvalidRequestError):
        dspy.Predict(dspy.Signature(fields))()
    return bool(engine.requests[0].config.response_format["strict"])


@pytest.mark.parametrize(
    "kind",
    [
        dict[str, str],
        Person,
        list[Person],
        Person | None,
        dspy.ToolCalls,
        Any,
        list[Any],
        tuple[str, int],
        set[str],
        Renamed,
        Literal[1, "a"],
    ],
)
def test_what_is_open_anywhere_is_not_strict(kind: Any) -> None:
    """A strict server refuses an object that may hold more, and words of schemas it lacks."""
    assert not strict(kind, str)


@pytest.mark.parametrize(
    "kind",
    [int, float | None, bool, Literal["a", "b"], Literal[1, 2], list[list[int]], date, Decimal],
)
def test_a_number_takes_no_strictness_away(kind: Any) -> None:
    """Nor does anything else that leaves no name of a field open."""
    assert strict(kind, list[str])


def test_a_field_may_have_any_name() -> None:
    """One that is called like a word of schemas is a field all the same."""
    fields: Any = {
        name: (str, dspy.OutputField()) for name in ("allOf", "default", "properties", "type")
    }
    engine = Scripted({"*": '{"allOf": "a", "default": "b", "properties": "c", "type": "d"}'})
    engine.supports_response_schema = True
    with engine.use():
        dspy.Predict(dspy.Signature(fields))()
    assert engine.requests[0].config.response_format["strict"] is True


@pytest.mark.parametrize("signature", [Critique, Revise, Verify])
def test_redrafts_own_are_strict(signature: Any) -> None:
    """Each names all that there may be."""
    engine = Scripted({"*": dspy.lm15.InvalidRequestError("enough")}, schema=True)
    engine.script = dict.fromkeys(["critique", "revise", "verify"], engine.script["*"])
    with engine.use(), pytest.raises(dspy.utils.exceptions.LMInvalidRequestError):
        dspy.Predict(signature)(task="Write.", text="Some text.", weaknesses=[], open_boxes=[])
    assert engine.requests[0].config.response_format["strict"] is True
