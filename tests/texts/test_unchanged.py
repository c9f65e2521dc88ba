# ruff: noqa: RUF001 -- texts with typographic marks, as people write them
"""A rewrite that is none."""

from redraft.texts.unchanged import empty, unchanged


def test_typography_is_no_change() -> None:
    """Line ends, spacing, case, curly quotes and dashes alone leave the text as it was."""
    assert unchanged("# Title\r\n\r\nIt’s “done” — now.\r\n", '# title\n\nIt\'s "done" - now.')


def test_one_word_is_a_change() -> None:
    """A word, a digit or a stop more is another text."""
    assert not unchanged("Version 2 ships.", "Version 3 ships.")
    assert not unchanged("Go now", "Go not now")


def test_empty_holds_no_word() -> None:
    """Marks and fences without a word are empty; one letter in any script is not."""
    assert empty(" \n```\n```\n---\n**  **")
    assert not empty("好")
