"""A value that already is what its field holds is taken as it is."""

import json
from typing import Any

import dspy
import pytest

from redraft.adapter.reply import parse


class Loose(dspy.Signature):
    """Do."""

    note: str | list[str] = dspy.OutputField()
    found: Any = dspy.OutputField()
    count: str | int = dspy.OutputField()
    sizes: list[int] = dspy.OutputField()


GOOD = {"note": "n", "found": "f", "count": "c", "sizes": [1]}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("note", "[draft] Dear all, come."),
        ("note", ["a", "b"]),
        ("found", "See {a: b} for more"),
        ("found", "3"),
        ("found", {"a": 1}),
        ("count", "[1] see the note"),
        ("count", 3),
    ],
)
def test_a_string_where_one_may_be_is_not_read_again(name: str, value: Any) -> None:
    """Whatever it looks like."""
    assert parse(Loose, json.dumps(GOOD | {name: value})) == GOOD | {name: value}


@pytest.mark.parametrize("value", ["[1, 2]", "[1, 2,]", "```json\n[1, 2]\n```"])
def test_a_string_where_none_may_be_is_read_as_dspy_reads_it(value: str) -> None:
    """Models write JSON into a string."""
    assert parse(Loose, json.dumps(GOOD | {"sizes": value}))["sizes"] == [1, 2]
