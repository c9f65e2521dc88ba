"""The words that stayed, came and went."""

from random import Random
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redraft.report.page.word_diff import Piece, word_diff

TEXT = st.text(alphabet="ab \n.,éß", max_size=60)


def test_a_word_replaced() -> None:
    assert word_diff("Close on Friday at noon.", "Close on Monday at noon.") == [
        Piece("same", "Close on "),
        Piece("del", "Friday"),
        Piece("ins", "Monday"),
        Piece("same", " at noon."),
    ]


def test_words_that_came_and_went() -> None:
    assert word_diff("Lunch ends.", "Lunch ends early.") == [
        Piece("same", "Lunch ends"),
        Piece("ins", " early"),
        Piece("same", "."),
    ]
    assert word_diff("", "New.") == [Piece("ins", "New.")]
    assert word_diff("Old.", "") == [Piece("del", "Old.")]
    assert word_diff(" \n", " \n") == [Piece("same", " \n")]


def test_a_short_word_between_two_changes_is_no_anchor() -> None:
    """One passage went and one came, where word by word it would be five pieces."""
    kinds = [piece.kind for piece in word_diff("Ship red of cars now", "Ship blue of boats now")]
    assert kinds == ["same", "del", "ins", "same"]
    kinds = [piece.kind for piece in word_diff("red automobile cars", "blue automobile boats")]
    assert kinds == ["del", "ins", "same", "del", "ins"]


def test_a_run_of_words_stays_as_one() -> None:
    """Not the first word that is anywhere in the other text; blanks that changed are told."""
    assert word_diff("a plan for the team and a budget", "the plan for the team and a budget") == [
        Piece("del", "a"),
        Piece("ins", "the"),
        Piece("same", " plan for the team and a budget"),
    ]
    assert word_diff("Bring lunch.\nPay now.", "Bring lunch. Pay now.") == [
        Piece("same", "Bring lunch."),
        Piece("del", "\n"),
        Piece("ins", " "),
        Piece("same", "Pay now."),
    ]


@pytest.mark.parametrize("cells", [400, 600])
def test_tables_of_few_words_end(cells: int) -> None:
    """Two unlike ones, of words that stand in every row, below the bound and above it."""
    luck, words = Random(0), ("yes", "no", "n/a")
    before, after = (
        "".join(f"| {luck.choice(words)} {'|' if not at % 6 else ''}" for at in range(cells))
        for _ in range(2)
    )
    start = process_time()
    pieces = word_diff(before, after)
    assert process_time() - start < 2
    assert "".join(one.text for one in pieces if one.kind != "ins") == before


@given(TEXT, TEXT)
def test_both_texts_can_be_read_off(before: str, after: str) -> None:
    pieces = word_diff(before, after)
    assert "".join(one.text for one in pieces if one.kind != "ins") == before
    assert "".join(one.text for one in pieces if one.kind != "del") == after


@pytest.mark.parametrize("times", [1, 3000])
def test_long_texts_end(times: int) -> None:
    """Many equal words in thousands: what is slow is not tried."""
    before, after = "a b " * times, "b a c " * times
    pieces = word_diff(before, after)
    assert "".join(one.text for one in pieces if one.kind != "del") == after
