"""What a check costs on a text made to be dear: no more than its length warrants."""

from time import process_time

import pytest

from redraft.checks import CheckError, parse
from redraft.checks.braces import coded
from redraft.checks.markdown import Block, blocks
from redraft.checks.placeholders import placeholders

RUNS = " ".join("`" * length + "a" for length in range(1, 500))
"""Backticks of every length, none of which is closed."""


@pytest.mark.parametrize(
    ("expression", "text", "passed"),
    [
        ("words == 1", "a" + "_" * 60_000 + "b", True),
        ("words == 1", "x " + "[^" * 60_000, True),
        ("words == 2", "# x" + " " * 30_000 + "y", True),
        ("words == 2", "[a]:" + "/" * 20_000 + " x", True),
        ("words == 4", "a | b\n-" + " " * 30_000 + "x | y", True),
        ("no placeholders", RUNS, True),
        ("no placeholders", "x" + " \n" * 20_000, True),
        ("no placeholders", "<foo> " * 20_000 + "</foo>", True),
        ('contains "* * * x"', "*" * 1_000 + "y", False),
        ('contains "* _x"', "*" * 30_000 + "y", False),
        ('starts with "* x"', "*" * 40_000 + "y x", False),
        ('ends with "*"', "*" * 30_000 + "x", False),
    ],
)
def test_a_text_made_to_be_dear_is_read_once(expression: str, text: str, passed: bool) -> None:
    """Runs of marks that nothing closes are not read again from each of them."""
    start = process_time()
    assert parse(expression)(text).passed is passed
    assert process_time() - start < 2


@pytest.mark.parametrize("piece", ["{", "{words ", "{a "])
def test_a_question_full_of_braces_is_cheap(piece: str) -> None:
    """Only the last braces are tried, and only those with the name of a check after them."""
    start = process_time()
    try:
        check = coded(piece * 2_000 + "}")[1]
    except CheckError:
        check = None
    assert check is None
    assert coded(f"{piece * 2_000} {{words <= 3}}")[1] == "words <= 3"
    assert process_time() - start < 2


@pytest.mark.parametrize(
    ("phrase", "text", "place"),
    [
        ("* * x", "a *** x", "*** x"),
        ("*b c", "so *b* c", "*b* c"),
        ("a *b", "a **b", "a **b"),
        ("a *b", "a*b", ""),
        ("a * b", "a *** b", "a *** b"),
        ("a * b", "a * b", "a * b"),
        ("a * b", "a *b", ""),
        ("x *", "x **, y", "x **"),
        ("a __init", "a ___init", "a ___init"),
    ],
)
def test_marks_in_a_phrase_stand_in_a_run_of_them(phrase: str, text: str, place: str) -> None:
    """A mark of the phrase may be any of a run, with one more before it as the gap."""
    result = parse(f'contains "{phrase}"')(text)
    assert result.evidence == (f'"{place}"' if place else "")


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("# a # b ##  ", "a # b"),
        ("# a #b#", "a #b#"),
        ("#  # #", "#"),
        ("## C#", "C#"),
        ("# a   b #", "a   b"),
    ],
)
def test_a_heading_loses_its_closing_marks_alone(line: str, title: str) -> None:
    """Marks that close a heading are no part of it; those inside are."""
    assert blocks(line) == [Block("heading", title)]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("``a ` [Name] `` b", []),
        ("``a ` [Name] b", ["[Name]"]),
        ("`a [Name]\nb`", []),
        ("`a [Name]\n \nb`", ["[Name]"]),
        ("`a ``[Name]`` b", []),
        ("~~~~\n[Name]\n~~~\n[Name]\n~~~~\n[Date]", ["[Date]"]),
        ("```a`b [Name]", ["[Name]"]),
    ],
)
def test_code_ends_where_as_many_backticks_stand(text: str, left: list[str]) -> None:
    """A span ends in its own paragraph, a block at a fence as long as its first."""
    assert placeholders(text) == left
