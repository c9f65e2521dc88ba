"""contains, lacks, starts with, ends with, covers."""

import pytest

from redraft.checks import parse


@pytest.mark.parametrize(
    ("expression", "text", "passed"),
    [
        ('contains "refund"', "A REFUND, please.", True),
        ('contains "refund"', "Refunded.", False),
        ('contains "very"', "every day", False),
        ('contains "next steps"', "the next\r\n  **steps**", True),
        ('contains "don\'t"', "We don\u2019t.", True),
        ('contains "say \\"hi\\""', "They say \u201chi\u201d.", True),
        ('contains "a.b"', "axb", False),
        ('contains "$5"', "It costs $5.", True),
        ('contains "$5"', "It costs $50.", False),
        ('contains "C++"', "In C++.", True),
        ('contains "caf\u00e9"', "cafe\u0301", True),
        ('contains "STRASSE"', "stra\u00dfe", True),
        ('contains "\u597d"', "\u4f60\u597d\u5417", True),
        ('contains "state-of-the-art"', "State\u2011of\u2011the\u2011art.", True),
        ('contains "10-12"', "pages 10\u201312", True),
        ('contains "10\u201312"', "pages 10-12", True),
        ('contains "well-known"', "well known", False),
        ('contains all "10 \u2013 12"', "10 - 12", False),
        ('lacks "one-off"', "A one\u2010off.", False),
        ('lacks "\u2014"', "A one-off - or so \u2013 said.", True),
        ('lacks "\u2014"', "So\u2014they said.", False),
        ('contains "-5"', "It is \u20135.", False),
        ('contains "x"', "", False),
        ('contains all "a", "b"', "b a", True),
        ('contains all "a", "b"', "a", False),
        ('contains any "a", "b"', "b", True),
        ('contains any "a", "b"', "c", False),
        ('lacks "a", "b"', "c", True),
        ('lacks "a", "b"', "c B", False),
        ('lacks "very"', "every day", True),
        ('lacks "x"', "", True),
        ('starts with "Dear"', "\n# **Dear** Ana", True),
        ('starts with "Dear"', "My dear", False),
        ('starts with "Dear"', "Dearest", False),
        ('starts with "# Dear"', "# Dear Ana", True),
        ('starts with "Dear"', "", False),
        ('ends with "Yours"', "Sincerely\n**yours**\r\n", True),
        ('ends with "Yours"', "Yours, Ana", False),
        ('ends with "?"', "Why?", True),
        ('covers "dog", "run"', "Two dogs ran home.", True),
        ('covers "dogs"', "A dog\u2019s life", True),
        ('covers "dogs"', "One Dog.", True),
        ('covers "ice cream"', "Ice creams!", True),
        ('covers "run"', "runway", False),
        ('covers "run"', "", False),
    ],
)
def test_phrases(expression: str, text: str, passed: bool) -> None:
    """A phrase is whole words; case, wrapping, emphasis and kind of mark are free."""
    assert parse(expression)(text).passed is passed


@pytest.mark.parametrize(
    ("expression", "text", "evidence", "missing"),
    [
        ('contains "pay"', "We PAY.", '"PAY"', ""),
        ('contains "pay"', "No.", "", "does not contain 'pay'"),
        ('contains all "a", "b", "c"', "A", '"A"', "does not contain 'b', 'c'"),
        ('contains any "a", "b"', "", "", "contains none of 'a', 'b'"),
        ('lacks "a", "b"', "A c", '"A"', "still contains 'A'"),
        ('lacks "a"', "c", "nowhere 'a'", ""),
        ('starts with "Dear"', "Hi Ana", '"Hi Ana"', "does not start with 'Dear'"),
        ('ends with "Yours"', "", "the text is empty", "does not end with 'Yours'"),
        ('covers "dog", "run"', "It ran.", '"ran"', "does not cover 'dog'"),
    ],
)
def test_evidence_and_missing(expression: str, text: str, evidence: str, missing: str) -> None:
    """Evidence quotes the text as it stands; missing names the phrases."""
    result = parse(expression)(text)
    assert (result.evidence, result.missing) == (evidence, missing)
