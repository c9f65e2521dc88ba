"""What is told of a whole rewrite."""

from benchmarks.asks import examples
from benchmarks.freetext import AGAIN, measured


def test_the_draft_over_again_is_told() -> None:
    """Whatever its spacing; it has lost no planted quote."""
    row = examples()[0]
    quotes = sum(bool(one.quote) for one in row.weaknesses)
    found = measured(row.draft.replace("\n", " \n "), row)
    assert found["same"] == 1
    assert found["gone"] == 0
    assert found["quotes"] == quotes > 1


def test_a_quote_that_is_mended_is_gone() -> None:
    """The others are not."""
    row = examples()[0]
    first = next(one.quote for one in row.weaknesses if one.quote)
    found = measured(row.draft.replace(first, "something else altogether"), row)
    assert found["gone"] == 1
    assert found["same"] < 1


def test_a_text_that_has_nothing_of_the_draft_is_not_the_draft() -> None:
    """And has lost all its quotes; paragraphs are what stands between empty lines."""
    row = examples()[0]
    found = measured("Zyx.\n\nWvu.", row)
    assert found["same"] < AGAIN
    assert found["gone"] == found["quotes"]
    assert found["paragraphs"] == 2
