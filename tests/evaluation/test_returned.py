"""Which text would have been returned, had a trajectory ended earlier."""

import pytest

from redraft.evaluation.records import Result
from redraft.evaluation.returned import by_round
from redraft.signatures.records import Round, Status

ROUNDS = [Round(number=number, text=f"Text {number}.") for number in range(3)]


@pytest.mark.parametrize(
    ("status", "best", "returned"),
    [
        ("ready", 0, (0, 0, 0)),
        ("not_ready", 1, (0, 1, 1)),
        ("ready", 2, (0, 1, 2)),
        ("over_budget", 0, (0, 1, 0)),
    ],
)
def test_the_text_that_a_program_scored_highest_is_returned_from_then_on(
    status: Status, best: int, returned: tuple[int, ...]
) -> None:
    """As self_refine does, and template its last; a budget's end takes another without them."""
    result = Result(status=status, best=best, rounds=ROUNDS)
    assert by_round(result, best_kept=False) == returned
