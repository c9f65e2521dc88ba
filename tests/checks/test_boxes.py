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


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Short {words <= 150}.", "Short."),
        ("Is it short {words <= 150}?", "Is it short?"),
        ("Short. {words <= 150}.", "Short."),
        ("Short `{words <= 150}`", "Short"),
        ("**Short** (`{words <= 150}`)", "**Short**"),
        ("**Short {words <= 150}**", "**Short**"),
        ("(Short {words <= 150})", "(Short)"),
        ("**Short** *{words <= 150}* ;", "**Short**;"),
        ("`{words <= 150}`.", "words <= 150"),
    ],
)
def test_marks_after_the_braces_hide_no_check(question: str, asked: str) -> None:
    """What only sets the check off goes with it; what closes the question stays."""
    assert coded(question) == (asked, "words <= 150")


@pytest.mark.parametrize(
    "question",
    ["Greets {first name}.", "A set {x | x > 1}.", "{words} `{a b}`", "Has } {words <= 3} and"],
)
def test_other_braces_before_a_mark_are_words(question: str) -> None:
    """Braces are words where they do not open with the name of a check, or do not end it."""
    assert coded(question) == (question, None)


@pytest.mark.parametrize("question", ["Short {words at most 3}.", "Short `{words at most 3}`"])
def test_a_bad_check_before_a_mark_is_refused(question: str) -> None:
    """Its name says that code was to answer."""
    with pytest.raises(CheckError, match="'words at most 3' is not a check"):
        coded(question)


@pytest.mark.parametrize("tail", ["", ".", "`"])
@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("words:150", "'words' takes < <= > >= or == and a number"),
        ("words≤150", "'words' takes < <= > >= or == and a number"),
        ("sentences≤8", "'sentences' takes < <= > >= or == and a number"),
        ("grade≤12", "'grade' takes < <= > >= or == and a number"),
        ("words-150,", "'words' takes < <= > >= or == and a number"),
        ('contains:"a"', "'contains' takes words in double quotes"),
        ('contains_all "a"', "did you mean 'contains all'"),
        ('starts-with:"Dear"', "did you mean 'starts with'"),
        ("valid-json", "did you mean 'valid json'"),
        ("has_list", "did you mean 'has list'"),
        ("no-placeholders", "did you mean 'no placeholders'"),
        ("every_item_has_date", "did you mean 'every item has date'"),
    ],
)
def test_a_check_in_another_spelling_is_refused(written: str, says: str, tail: str) -> None:
    """And not left to a model in silence: the nearest form is told."""
    mark = tail if tail == "`" else ""
    with pytest.raises(CheckError, match=f"is not a check: .*{says}"):
        coded(f"Short {mark}{{{written}}}{tail}")


def test_a_mistyped_name_before_a_sign_is_refused() -> None:
    """Whichever sign is used."""
    with pytest.raises(CheckError, match="'word≤150' is not a check: did you mean 'words'"):
        coded("Short {word≤150}")


@pytest.mark.parametrize(
    "field", ["words", "grade", "word_count", "grade_level", "headings-2", "contains_errors"]
)
@pytest.mark.parametrize("tail", ["", "."])
def test_the_name_of_a_field_is_a_word(field: str, tail: str) -> None:
    """A template's placeholder may begin as a check does, or be called like one."""
    question = f"Uses {{{field}}}{tail}"
    assert coded(question) == (question, None)


@pytest.mark.parametrize(
    ("more", "question"),
    [
        ("  - count the title too", "Short; count the title too {words <= 9}"),
        ("  with its title\n  and the date", "Short with its title and the date {words <= 9}"),
        ('  and warm {contains "dear"}', 'Short {words <= 9} and warm {contains "dear"}'),
    ],
)
def test_a_check_stays_at_the_end_of_a_box_that_goes_on(more: str, question: str) -> None:
    """The words of the lines below go before it; of two checks the last one counts."""
    assert boxes_in(f"- [ ] Short {{words <= 9}}\n{more}\n- [ ] b") == (
        "",
        [(1, question), (2 + more.count("\n") + 1, "b")],
    )


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("- [ ] Short\n  {words <= 9}", "Short {words <= 9}"),
        ("- [ ] Short\n  {words <= 9}\n  all in all", "Short all in all {words <= 9}"),
        ("- [ ] Short {words <= 9}.\n  All of it.", "Short. All of it. {words <= 9}"),
        ('- [ ] Both {contains all "a",\n  "b"}', 'Both {contains all "a", "b"}'),
        ("- [ ] Greets {first name}\n  kindly", "Greets {first name} kindly"),
        ("- [ ] Short {words at most 9}\n  all in all", "Short all in all {words at most 9}"),
    ],
)
def test_where_a_box_holds_its_check(text: str, question: str) -> None:
    """On any of its lines, or over two; other braces stay where they are."""
    assert boxes_in(text) == ("", [(1, question)])


def test_a_bad_check_in_braces_is_refused() -> None:
    """What looks like a check and is none is not left to a model in silence."""
    with pytest.raises(CheckError, match="'wrods <= 3' is not a check: did you mean 'words'"):
        coded("Short {wrods <= 3}")


def test_text_without_boxes_is_as_given() -> None:
    """Without boxes not a byte changes."""
    text = "  Write.\r\n\r\n\r\n- a [ ] b\r\n"
    assert boxes_in(text) == (text, [])
