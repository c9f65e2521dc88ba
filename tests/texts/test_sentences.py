# ruff: noqa: RUF001 -- texts with typographic marks, as people write them
"""Sentence spans, in prose and in Markdown."""

import pytest

from redraft.texts.sentences import sentences


def cut(text: str) -> list[str]:
    """The sentences as strings."""
    return [text[start:end] for start, end in sentences(text)]


def test_prose_with_abbreviations() -> None:
    """Dr., e.g., initials, times and versions end no sentence."""
    one = "Dr. J. Smith, e.g. the CTO, met us at 5 p.m. to see v1.2 of it."
    assert cut(f"{one} Really? “Yes.” Fine!") == [one, "Really?", "“Yes.”", "Fine!"]


def test_markdown_blocks_are_apart() -> None:
    """Headings, list items, table rows and fences each begin a span, CRLF or not."""
    text = "# Setup\r\nRun it.\r\n- one. Two.\r\n* three\r\n1. four\r\n\r\n> five\r\n```\r\nx"
    expected = ["# Setup", "Run it.", "- one.", "Two.", "* three", "1. four", "> five"]
    assert cut(text)[:7] == expected


def test_a_wrapped_line_goes_on() -> None:
    """A single line break inside a paragraph ends nothing."""
    assert cut("This is one\nsentence.\n\nThis is two") == ["This is one\nsentence.", "This is two"]


def test_chinese_stops_need_no_space() -> None:
    """Full-width stops end a sentence at once."""
    assert cut("今天下雨。我们走吧！好") == ["今天下雨。", "我们走吧！", "好"]


@pytest.mark.parametrize("text", ["", " \r\n\n ", "\n\n\n"])
def test_no_words_no_sentences(text: str) -> None:
    """White space alone holds none."""
    assert sentences(text) == []
