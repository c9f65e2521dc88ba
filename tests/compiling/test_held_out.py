"""Two programs beside each other on the same rows."""

from pathlib import Path

import pytest

from redraft.artefact import Card, Compared, DataUsed, Estimate
from redraft.compiling import compile_program
from redraft.compiling.held_out import Measured, compare
from redraft.report.compiling import compiled_lines
from redraft.statistics import paired_difference
from tests.compiling.gym import SCRIPT, Heard, models, order
from tests.scripted import Scripted


def compared(before: tuple[float | None, ...], after: tuple[float | None, ...]) -> Compared:
    """The comparison of these scores; None is a row whose prompt was refused."""
    one, other = (Measured(rows, ("refused",) * rows.count(None)) for rows in (before, after))
    found = compare(one, other)
    assert found is not None
    return found


def test_the_gain_is_of_pairs() -> None:
    """Means, and the mean difference with the interval of the paired test, by hand.

    Differences .2, .1, .3, .2: mean .2, sd .0816; t(3, .975) = 3.182, so half a width is
    3.182 * .0816 / 2 = .130.
    """
    found = compared((0.1, 0.5, 0.3, 0.7), (0.3, 0.6, 0.6, 0.9))
    assert found.before.mean == pytest.approx(0.4)
    assert found.after.mean == pytest.approx(0.6)
    assert found.gain.mean == pytest.approx(0.2)
    assert found.gain.low == pytest.approx(0.2 - 0.130, abs=0.001)
    assert (found.rows_better, found.rows_worse, found.errors, found.dropped) == (4, 0, 0, 0)
    assert found.p == paired_difference((0.1, 0.5, 0.3, 0.7), (0.3, 0.6, 0.6, 0.9)).p
    assert found.better


def test_the_same_is_not_better() -> None:
    """No gain is no reason to change a prompt."""
    found = compared((0.5, 0.6), (0.5, 0.6))
    assert (found.gain.mean, found.better, found.p) == (0.0, False, 1.0)
    rounded = compared((0.7, 0.3), (0.8, 0.2))
    assert rounded.gain.mean > 0
    assert not rounded.better


def test_a_row_that_was_refused_is_in_no_figure() -> None:
    """Neither as a zero nor as another row's pair; the table says how many rows are left."""
    found = compared((0.1, None, 0.3, 0.7, 0.5), (0.3, 0.9, 0.6, None, 0.6))
    assert (found.errors, found.dropped) == (2, 2)
    same = compared((0.1, 0.3, 0.5), (0.3, 0.6, 0.6))
    assert found.model_copy(update={"errors": 0, "dropped": 0}) == same
    used = DataUsed(source="x", split="test", rows=5, sha256="")
    card = Card(program="refine", metric="m", held_out=found, data={"held_out": used})
    lines = compiled_lines(card, Path("x"))
    assert lines[0] == "m on 3 of 5 held-out rows, with 95 % intervals:"
    assert "  2 rows left out, since a prompt was refused" in lines
    assert compare(Measured((None, 0.5)), Measured((0.5, None))) is None


def test_one_row_has_no_interval() -> None:
    """And a card with it can be written and read."""
    found = compared((0.5,), (0.6,))
    assert found.gain == Estimate(mean=0.6 - 0.5)
    card = Card(program="refine", held_out=found)
    assert Card.model_validate_json(card.model_dump_json()) == card


@pytest.mark.parametrize(
    ("after", "said"),
    [
        ((0.3, 0.6, 0.6, 0.9, 0.3, 0.5), "better than the original"),
        ((0.3, 0.6, 0.6, 0.9, 0.3, 0.4), "can't tell whether it is better than the original"),
        ((0.2, 0.6, 0.4, 0.8, 0.3, 0.5), "can't tell whether it is better than the original"),
        ((0.2, 0.6, 0.4, 0.8, 0.3, 0.6), "better than the original"),
        ((0.3, 0.2, 0.9, 0.7, 0.2, 0.4), "can't tell whether it is better than the original"),
        ((0.1, 0.5, 0.3, 0.6, 0.2, 0.4), "can't tell whether it is better than the original"),
        ((0.0, 0.3, 0.2, 0.5, 0.1, 0.3), "worse than the original"),
        ((0.1, 0.5, 0.3, 0.7, 0.2, 0.4), "not better than the original"),
    ],
)
def test_the_verdict_minds_the_interval(after: tuple[float, ...], said: str) -> None:
    """Better or worse beyond chance, by the test too, either by chance perhaps, or all alike.

    Of six rows all have to differ one way: 2 / 2^6 is 0.031, of five 0.0625. Six gains that only
    rounding tells apart have the interval of equal ones.
    """
    found = compared((0.1, 0.5, 0.3, 0.7, 0.2, 0.4), after)
    used = DataUsed(source="x", split="test", rows=6, sha256="")
    card = Card(program="refine", metric="m", held_out=found, data={"held_out": used})
    lines = compiled_lines(card, Path("x"))
    assert lines[5] == said
    assert lines[1].startswith("  original  0.367")


def test_it_tells_how_many_rows_are_done(tmp_path: Path) -> None:
    """Of the original, and of what was compiled."""
    heard = Heard()
    compile_program(order(tmp_path / "x", "gepa"), display=heard, lms=models(Scripted(SCRIPT)))
    assert heard.rows == [(1, 3), (2, 3), (3, 3)] * 2
