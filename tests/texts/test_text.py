# ruff: noqa: RUF001 -- texts with typographic marks, as people write them
"""Words found as a reader finds them."""

import pytest

from redraft.texts.text import contains, locate, normalise

LETTER = (
    "Dear Ms Ortiz,\r\n\r\nThe “final”  invoice — no. 42 —\r\nisn’t paid. Café: 8\u202fa.m.\r\n"
)


def test_normalise_makes_typography_one() -> None:
    """Curly quotes, dashes, CRLF, case and runs of space all come out alike."""
    assert normalise("“Ünï”  —\r\n X") == "'ünï' - x"


@pytest.mark.parametrize(
    "quote",
    [
        'the "final" invoice - no. 42',
        "the 'final' invoice – no. 42 — isn't paid",
        "Cafe\u0301: 8",
        '"isn\'t paid."',
        "isn't paid...",
        "8 a.m.",
    ],
)
def test_quote_in_other_marks_is_found(quote: str) -> None:
    """A quote typed on another keyboard, framed or cut off with dots, is in the text."""
    assert contains(LETTER, quote)


@pytest.mark.parametrize("quote", ["", "  ", '"..."', "the last invoice", "invoice no. 43"])
def test_what_is_not_there_is_not_found(quote: str) -> None:
    """An empty quote, bare marks and words of the quote's own are not in the text."""
    assert not contains(LETTER, quote)


def test_locate_gives_the_span_in_the_original() -> None:
    """The span cuts the author's own characters, marks and line end included."""
    span = locate(LETTER, "no. 42 - isn't")
    assert span is not None
    assert LETTER[slice(*span)] == "no. 42 —\r\nisn’t"


def test_locate_counts_characters_that_fold_to_more() -> None:
    """A ligature or an ellipsis before the quote does not shift its span."""
    text = "Oﬃce… \ufeffStraße 5, 東京。次"
    for quote, found in (("strasse 5", "Straße 5"), ("東京。", "東京。"), ("office", "Oﬃce")):
        span = locate(text, quote)
        assert span is not None
        assert text[slice(*span)] == found
