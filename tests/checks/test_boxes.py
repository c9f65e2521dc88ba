"""Boxes in Markdown, and checks in braces."""

import pytest

from redraft.checks import CheckError
from redraft.checks.boxes import boxes_in
from redraft.checks.braces import coded


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Short {words <= 170}", ("Short", "words <= 170")),
        ("{Words<=170}", ("words <= 170", "words <= 170")),
        ("words <= 170", ("words <= 170", "words <= 170")),
        ("Two letters {matches /a{2}/}", ("Two letters", "matches /a{2}/")),
        ("Spaces {matches /a  b/}", ("Spaces", "matches /a  b/")),
        ("Is it warm?", ("Is it warm?", None)),
        ("Greets {{first name}}", ("Greets {{first name}}", None)),
        ("Uses the field {name}", ("Uses the field {name}", None)),
        ("A set f{x | x > 1}", ("A set f{x | x > 1}", None)),
        ("Broken }", ("Broken }", None)),
    ],
)
def test_a_check_stands_in_braces_at_the_end(
    question: str, expected: tuple[str, str | None]
) -> None:
    """Braces at the end, or the whole question, hold the check; other braces are words."""
    assert coded(question) == expected


def test_a_bad_check_in_braces_is_refused() -> None:
    """What looks like a check and is none is not left to a model in silence."""
    with pytest.raises(CheckError, match="'wrods <= 3' is not a check: did you mean 'words'"):
        coded("Short {wrods <= 3}")


def test_text_without_boxes_is_as_given() -> None:
    """Without boxes not a byte changes."""
    text = "  Write.\r\n\r\n\r\n- a [ ] b\r\n"
    assert boxes_in(text) == (text, [])
