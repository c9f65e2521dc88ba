"""Which id is meant, and which are free."""

from typing import Any

import pytest

from redraft.texts.ids import known_as, numbered


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("b1", "b1"),
        ("B1.", "b1"),
        ("[b1]: the day", "b1"),
        ("b1x", "b1x"),
        ("Tone", "tone"),
        ("b9", "b9"),
        ("", ""),
    ],
)
def test_the_id_that_is_meant(said: str, meant: str) -> None:
    """Case, brackets and what follows a colon aside; what is none stays as it was said."""
    assert known_as(said, ["b1", "b1x", "tone"]) == meant


@pytest.mark.parametrize(
    ("given", "ids"),
    [
        ([None, None], ["b1", "b2"]),
        (["", "b1", " ", None], ["b2", "b1", "b3", "b4"]),
        (["tone", None, 7], ["tone", "b1", "7"]),
        ([], []),
    ],
)
def test_what_has_no_id_gets_the_next_that_is_free(given: list[Any], ids: list[str]) -> None:
    """In order; those that are given stay."""
    assert numbered(given, "b") == ids
