# ruff: noqa: RUF001 -- texts with typographic marks, as people write them
"""Words, and which of them carry content."""

import pytest

from redraft.texts.words import content_words, is_number, stem, words


def test_words_keep_numbers_and_addresses_whole() -> None:
    """A decimal, a date, an address and an apostrophe split no word."""
    text = "Don’t mail ana@x.org 3.5 GB by 2024-05-01; the co-owner pays."
    found = ["don't", "mail", "ana@x.org", "3.5", "gb", "by", "2024-05-01", "the", "co-owner"]
    assert words(text) == [*found, "pays"]


def test_words_of_other_scripts() -> None:
    """Chinese is taken character by character, Hindi and Greek by the word."""
    assert words("犬もいる") == ["犬", "も", "い", "る"]
    assert words("हिन्दी में Ελλάδα") == ["हिन्दी", "में", "ελλάδα"]


def test_content_words_drop_function_words_but_keep_negation() -> None:
    """What turns a sentence round is content."""
    assert content_words("It is not in the report") == {"not", "report"}
    assert content_words("Der Bericht ist von dem Team") == {"bericht", "team"}


@pytest.mark.parametrize(
    ("one", "other"),
    [("policy", "policies"), ("install", "installation"), ("deadline", "deadlines")],
)
def test_stem_joins_inflections(one: str, other: str) -> None:
    """Plain English endings fall away."""
    assert stem(one) == stem(other)


def test_stem_keeps_short_words_apart() -> None:
    """Too short a word keeps its ending."""
    assert len({stem(word) for word in ("user", "uses", "sing", "sin")}) == 4


def test_is_number() -> None:
    """Digits and number words are numbers; the pronoun 'one' is none."""
    assert is_number("v2")
    assert is_number("twelve")
    assert not is_number("one")
