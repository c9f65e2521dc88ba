"""What a prediction cost."""

from .inputs import Labels, Made
from .score import Score

__all__ = ["HALF", "cost"]

HALF = 10_000
"""Tokens at which the score is a half; it is 1 for none, and a third for twice as many."""


def cost(labels: Labels, made: Made) -> Score:
    """`HALF / (HALF + tokens)`, with calls and tokens in `parts`; 0 where none was recorded."""
    steps = [step for round in made.rounds for step in round.steps]
    if not steps:
        return Score(0.0, "no cost was recorded")
    calls, tokens = sum(step.calls for step in steps), sum(step.tokens for step in steps)
    parts = {"calls": float(calls), "tokens": float(tokens)}
    parts["new_tokens"] = float(sum(step.new_tokens for step in steps))
    return Score(HALF / (HALF + tokens), f"{calls} calls, {tokens} tokens", parts=parts)
