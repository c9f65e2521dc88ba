"""What a state relies on, and how a change of it is told."""

from typing import Literal

import dspy
import pytest
from pydantic import BaseModel

from redraft.artefact.fields import changes, fields_of
from redraft.programs import Refine


class Point(BaseModel):
    """A point."""

    name: str | None
    kind: Literal["a", "b"] = "a"


class Asked(dspy.Signature):
    """Answer."""

    points: list[Point] = dspy.InputField()
    answer: bool = dspy.OutputField()


class Reworded(dspy.Signature):
    """Answer, in other words."""

    points: list[Point] = dspy.InputField(desc="what there is")
    answer: bool = dspy.OutputField(desc="what you say")


class Renamed(dspy.Signature):
    """Answer."""

    places: list[Point] = dspy.InputField()
    answer: str = dspy.OutputField()


class Turned(dspy.Signature):
    """Answer."""

    answer: bool = dspy.OutputField()
    points: list[Point] = dspy.InputField()
    more: str = dspy.InputField()


class Swapped(dspy.Signature):
    """Answer."""

    answer: bool = dspy.OutputField()
    more: str = dspy.InputField()
    points: list[Point] = dspy.InputField()


def told(signature: type[dspy.Signature]) -> dict[str, dict[str, str]]:
    program = dspy.Module()
    program.step = dspy.Predict(signature)
    return fields_of(program)


def test_a_field_is_told_by_its_structure() -> None:
    """Kind and type, down to the fields of a model."""
    assert told(Asked) == {
        "step": {
            "points": "input list[{name: str | NoneType, kind: 'a' | 'b'}]",
            "answer": "output bool",
        }
    }


def test_wording_is_no_change() -> None:
    """A state brings the wording along."""
    assert changes(told(Asked), told(Reworded)) == []
    assert changes(fields_of(Refine()), fields_of(Refine(max_rounds=1))) == []


@pytest.mark.parametrize(
    ("before", "now", "lines"),
    [
        (
            Asked,
            Renamed,
            [
                "step: the input points is gone",
                "step: the input places is new",
                "step: answer was output bool and is output str",
            ],
        ),
        (Turned, Swapped, ["step: the order of fields is now more, points, answer"]),
    ],
)
def test_each_change_is_told(before: type, now: type, lines: list[str]) -> None:
    """A field gone, new, of another type or at another place."""
    assert changes(told(before), told(now)) == lines


def test_steps_come_and_go() -> None:
    """A whole step may be gone or new."""
    fields = told(Asked)
    assert changes(fields | {"old": {}}, fields) == ["the step old is gone"]
    assert changes(fields, fields | {"other": {}}) == ["the step other is new"]
