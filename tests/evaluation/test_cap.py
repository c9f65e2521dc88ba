"""The cap that ended runs is named as it is typed."""

import pytest

from redraft.budget import Budget
from redraft.evaluation.cap import reached
from redraft.prices import PER_DOLLAR, Price
from redraft.programs.meter import OverBudget

DEAR = {"m": Price(10**9, 10**9)}


@pytest.mark.parametrize(
    ("budget", "says"),
    [
        (Budget(500, 9), "--max-tokens 500: 0 used, the next call could need 2,100"),
        (Budget(None, 0), "--max-calls 0: 0 used"),
        (
            Budget(cost=PER_DOLLAR, prices=DEAR),
            "--max-cost 1: $0.00 used, the next call could need $2.10",
        ),
    ],
)
def test_it_is_the_one_that_refused_a_call(budget: Budget, says: str) -> None:
    with pytest.raises(OverBudget):
        budget.reserve(2000, 500, 100, "m")
    assert reached(budget) == (says.partition(" ")[0], says)


def test_where_a_reply_was_cut_it_is_the_one_that_cut_it() -> None:
    """None refused a call then."""
    assert reached(Budget(500)) == (
        "--max-tokens",
        "--max-tokens 500: 0 used, too little left for a reply",
    )
    assert reached(Budget(cost=PER_DOLLAR))[0] == "--max-cost"
    assert reached(Budget(calls=3)) == ("", "")
