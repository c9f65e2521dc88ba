"""Who leads is told by the rows that judge, whatever ids the splits have in common."""

from pathlib import Path

import dspy
import pytest

from redraft.compiling import Order, part
from redraft.compiling.prepare import prepare
from redraft.compiling.session import Session
from redraft.compiling.standing import Standing
from redraft.data import Row
from tests.compiling.gym import BETTER, DRAFT, SCRIPT, Heard, models, order, rows
from tests.scripted import Scripted

GOOD, BAD = dspy.Prediction(text=BETTER), dspy.Prediction(text=DRAFT)


def numbered(split: str) -> list[Row]:
    """Two rows of a split, with the ids that the rows of any other have."""
    return [
        row.model_copy(update={"id": str(number)}) for number, row in enumerate(rows(split, 2), 1)
    ]


@pytest.fixture
def asked(tmp_path: Path) -> Order:
    parts = {name: part("gym", name, numbered(name), None, 0) for name in ("train", "val")}
    return order(tmp_path / "x", "random_search", **parts)


def standing(asked: Order) -> Standing:
    """That of a compile in which one candidate is at work."""
    record, lms = prepare(asked, models(Scripted(SCRIPT)))
    made = Session(record, Heard(), lms).standing
    made.on_module_start("call", record.original, {})
    return made


def test_a_row_to_train_judges_nothing(asked: Order) -> None:
    """Of the same id as one that judges, neither alone nor beside that one."""
    seen = standing(asked)
    for row in asked.train.rows:
        seen.metric(row, GOOD)
    assert seen.best() is None
    for row in asked.val.rows:
        seen.metric(row, BAD)
    leader = seen.best()
    assert leader is not None
    assert leader[1] == 0


def test_a_candidate_counts_on_all_rows_that_judge(asked: Order) -> None:
    """And not before; a copy of a row is that row."""
    one, other = asked.val.rows
    seen = standing(asked)
    seen.metric(one, GOOD)
    seen.metric(one, BAD)
    assert seen.best() is None
    seen.metric(other.copy(augmented=True), GOOD)
    leader = seen.best()
    assert leader is not None
    assert leader[1] == 0.75


def test_rows_of_two_splits_are_several(asked: Order) -> None:
    """Where no rows judge, so many have to be scored, of either split."""
    seen = standing(asked)
    seen.judges, seen.enough = frozenset(), 2
    seen.metric(asked.train.rows[0], BAD)
    seen.metric(asked.val.rows[0], GOOD)
    leader = seen.best()
    assert leader is not None
    assert leader[1] == 0.5
