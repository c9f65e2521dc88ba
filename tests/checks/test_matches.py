"""Patterns: multi-line, limited in time, refused when they are none."""

import time

import pytest

from redraft.checks import parse


@pytest.mark.parametrize(
    ("expression", "text", "passed"),
    [
        (r"matches /\$\d+/", "It costs $12.", True),
        ("matches /^two$/", "one\r\ntwo\r\nthree", True),
        ("matches /two/", "TWO", False),
        ("matches /two/i", "TWO", True),
        (r"matches /a\/b/", "a/b", True),
        ("matches /a/b/", "a/b", True),
        ("matches /x/", "", False),
        ("lacks /x{2}/", "x", True),
        ("lacks /x{2}/", "xx", False),
        ("lacks /X/i", "x", False),
    ],
)
def test_patterns(expression: str, text: str, passed: bool) -> None:
    """^ and $ match at every line, and only i ignores case."""
    assert parse(expression)(text).passed is passed


def test_evidence_and_missing() -> None:
    """The match is quoted; what is lacking names the pattern."""
    assert parse("matches /t.o/")("one two").evidence == '"two"'
    assert parse("matches /x/i")("one").missing == "nothing matches /x/i"
    assert parse("lacks /t.o/")("one two").missing == '"two" matches /t.o/'


@pytest.mark.parametrize("name", ["matches", "lacks"])
def test_a_catastrophic_pattern_times_out(name: str) -> None:
    """A pattern that backtracks without end is stopped, has not passed, and says so."""
    started = time.monotonic()
    result = parse(f"{name} /(a|a)+$/")("a" * 40 + "b")
    assert not result.passed
    assert result.missing == "/(a|a)+$/ timed out after 1 s: simplify the pattern"
    assert time.monotonic() - started < 10
