"""What an IFEval count costs."""

from time import process_time
from typing import Any

import pytest

from redraft.checks import parse
from redraft.sources.ifeval import CODED

FEW = {"let_relation": "less than", "letter": "z", "let_frequency": 42}
MANY = {"relation": "at least", "keyword": "zebra", "frequency": 42}


@pytest.mark.parametrize(
    ("name", "kwargs", "text", "passed"),
    [
        ("keywords:letter_frequency", FEW, "The zebra. " * 40, True),
        ("keywords:letter_frequency", FEW, "The zebra. " * 42, False),
        ("keywords:frequency", MANY, "The zebra. " * 41, False),
        ("keywords:frequency", MANY, "The zebra. " * 42, True),
        (
            "detectable_format:number_highlighted_sections",
            {"num_highlights": 2},
            "*" + "a" * 30_000 + "\n*b*",
            False,
        ),
    ],
)
def test_a_count_is_taken_in_one_reading(
    name: str, kwargs: dict[str, Any], text: str, passed: bool
) -> None:
    """Places that were passed over are not tried again, and no search runs out of time."""
    start = process_time()
    result = parse(CODED[name](kwargs))(text)
    assert "timed out" not in result.missing
    assert result.passed is passed
    assert process_time() - start < 0.5
