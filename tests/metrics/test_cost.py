"""What a run cost."""

import pytest

from redraft.metrics import Labels, Made
from redraft.metrics.cost import HALF, cost
from redraft.signatures.records import Round, StepCost


def test_ten_thousand_tokens_are_half(known: Labels) -> None:
    """7,000 + 3,000 tokens: 10,000 / (10,000 + 10,000) = 1/2, over both rounds and steps."""
    draft = StepCost(step="draft", calls=1, prompt_tokens=4000, cached_tokens=900, new_tokens=3000)
    verify = StepCost(step="verify", calls=2, prompt_tokens=2000, new_tokens=1000)
    rounds = (Round(number=0, text="a", steps=[draft]), Round(number=1, text="b", steps=[verify]))
    score = cost(known, Made(text="b", rounds=rounds))
    assert HALF == 10_000
    assert score.value == 0.5
    assert score.parts == {"calls": 3, "tokens": 10_000, "new_tokens": 4000}


def test_more_tokens_score_less(known: Labels) -> None:
    """20,000 tokens: 10,000 / 30,000 = 1/3."""
    steps = [StepCost(step="draft", calls=9, prompt_tokens=20_000)]
    made = Made(rounds=(Round(number=0, text="a", steps=steps),))
    assert cost(known, made).value == pytest.approx(1 / 3)


def test_a_cost_that_nobody_recorded_is_not_free(known: Labels) -> None:
    """It scores 0, and says why."""
    assert cost(known, Made(text="a")).value == 0
    assert cost(known, Made(text="a")).why == "no cost was recorded"
