"""Lines for a terminal: wrapped, indented, safe."""

import pytest

from redraft.report.lines import count, fault, heading, quoted, width, wrapped


@pytest.mark.parametrize(("columns", "wide"), [("20", 40), ("72", 72), ("300", 100)])
def test_width_is_the_terminals_within_bounds(
    monkeypatch: pytest.MonkeyPatch, columns: str, wide: int
) -> None:
    """At least 40 columns, at most 100."""
    monkeypatch.setenv("COLUMNS", columns)
    assert width() == wide


def test_wrapped_fills_the_width(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every word is kept in order; lines after the first are indented like it, or as told."""
    monkeypatch.setenv("COLUMNS", "40")
    text = " ".join(f"word{n}" for n in range(30))
    lines = wrapped(text, first="  [x] ")
    assert lines[0].startswith("  [x] word0")
    assert all(line.startswith("      word") for line in lines[1:])
    assert max(map(len, lines)) <= 39
    assert " ".join(lines).replace("[x]", "").split() == text.split()
    assert wrapped(text, first="  [x] ", indent=2)[1].startswith("  word")


def test_wrapped_keeps_a_line_for_nothing() -> None:
    """An empty text still has its mark."""
    assert wrapped("", first="  [ ] ") == ["  [ ]"]


def test_colours_are_only_where_they_are_asked_for() -> None:
    """A style colours each line; without it there is no escape sequence."""
    assert wrapped("a") == ["a"]
    assert wrapped("a", style="red") == ["\x1b[31ma\x1b[0m"]


@pytest.mark.parametrize("text", ["a\x1b[31mb", "a\nb", "a\x07b", "a\u202eb", "a\rb"])
def test_nothing_commands_the_terminal(text: str) -> None:
    """Control characters and line breaks of a text never reach a line."""
    for line in (*wrapped(text), *wrapped("x", first=text), quoted(text), *heading(text)[1:]):
        bare = line.replace("\x1b[1m", "").replace("\x1b[0m", "")
        assert not [mark for mark in "\x1b\r\x07\u202e" if mark in bare]


def test_a_long_passage_loses_its_middle() -> None:
    """Both ends stay, within the bound."""
    short = quoted("begin " + "x " * 200 + "end", 40)
    assert short.startswith('"begin')
    assert short.endswith('end"')
    assert " ... " in short
    assert len(short) <= 42


@pytest.mark.parametrize(
    ("number", "thing", "says"),
    [
        (0, "box", "0 boxes"),
        (1, "box", "1 box"),
        (2, "weakness", "2 weaknesses"),
        (3, "batch", "3 batches"),
        (1200, "call", "1,200 calls"),
    ],
)
def test_things_are_counted(number: int, thing: str, says: str) -> None:
    """In the plural, thousands apart."""
    assert count(number, thing) == says


def test_a_fault_is_told_without_the_adapters_account() -> None:
    """What follows the reason is the exception's own, and long."""
    assert fault("The reply lacks verdicts. Adapter PrefixAdapter failed") == (
        "The reply lacks verdicts."
    )
