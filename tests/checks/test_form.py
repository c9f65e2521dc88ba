"""grade and valid json."""

from decimal import Decimal

import pytest

from redraft.checks import parse
from redraft.checks.grade import grade, syllables


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("the", 1), ("table", 2), ("tables", 2), ("make", 1), ("makes", 1), ("walked", 1),
        ("wanted", 2), ("titled", 2), ("houses", 2), ("idea", 3), ("science", 2), ("being", 2),
        ("create", 2), ("created", 3), ("nation", 2), ("radio", 3), ("serious", 3), ("people", 2),
        ("employee", 3), ("society", 4), ("language", 2), ("actually", 4), ("rhythm", 2),
        ("don\u2019t", 1), ("well-known", 2), ("7", 1), ("", 1),
    ],
)  # fmt: skip
def test_syllables(word: str, number: int) -> None:
    """Silent endings and vowels that are spoken apart are known."""
    assert syllables(word) == number


def test_grade_is_flesch_kincaid() -> None:
    """Worked by hand: 6 words, 1 sentence, 6 syllables."""
    # 0.39 * 6 / 1 + 11.8 * 6 / 6 - 15.59 = 2.34 + 11.8 - 15.59 = -1.45, to a tenth -1.4
    assert grade("The cat sat on the mat.") == Decimal("-1.4")
    # 4 words, 2 sentences, 7 syllables: 0.39 * 2 + 11.8 * 7 / 4 - 15.59 = 5.84
    assert grade("# No heading\n\nAna is happy. Go!") is not None
    assert grade("Radio people. Go home.") == Decimal("5.8")


def test_grade_has_exact_bounds() -> None:
    """A grade at the bound passes, and a grade past it says by how much."""
    text = "Radio people. Go home."
    assert parse("grade <= 5.8")(text).passed
    assert parse("grade <= 5.7")(text).missing == "grade 5.8 is 0.1 too high"
    assert parse("grade < 5.8")(text).missing == "grade 5.8 is 0.1 too high"
    assert parse("grade 6..9")(text).missing == "grade 5.8 is 0.2 too low"
    assert parse("grade <= 12")(text).evidence == "grade 5.8"


def test_no_words_have_no_grade() -> None:
    """A text without sentences has not passed."""
    assert parse("grade <= 12")("# Title").missing == "no sentence to grade"


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        (' {"a": [1, null]}\r\n', "JSON: an object of 1"),
        ("[1, 2]", "JSON: an array of 2"),
        ('"\u00e9"', "JSON: a single value"),
        ("1" * 6000, "JSON: a single value"),
    ],
)
def test_valid_json(text: str, evidence: str) -> None:
    """Any one JSON value passes."""
    result = parse("valid json")(text)
    assert (result.passed, result.evidence) == (True, evidence)


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("", "not JSON: Expecting value: line 1 column 1 (char 0)"),
        ("{'a': 1}", "not JSON: Expecting property name enclosed in double quotes"),
        ("[NaN]", "not JSON: NaN is no JSON value"),
        ("```json\n{}\n```", "not JSON: a code fence surrounds it"),
        ("[" * 200_000, "not JSON: nested too deep"),
    ],
)
def test_what_is_no_json(text: str, missing: str) -> None:
    """Python's own constants, fences and endless nesting are refused with the reason."""
    result = parse("valid json")(text)
    assert not result.passed
    assert result.missing.startswith(missing)
