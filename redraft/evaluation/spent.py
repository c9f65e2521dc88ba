"""What a row took: calls that had to wait for one another, and dollars."""

from collections.abc import Iterable

from redraft.prices import PER_DOLLAR, Price
from redraft.signatures.records import Round

from .records import Result, RunInfo

__all__ = ["depth", "money"]


def depth(rounds: Iterable[Round]) -> int:
    """Calls that had to wait for one another; all of those that DSPy makes in one piece."""
    steps = [step for round in rounds for step in round.steps]
    if any(step.step == "attempts" for step in steps):
        return sum(step.calls for step in steps)
    return len({step.turn for step in steps} - {0})


def money(result: Result, info: RunInfo) -> float | None:
    """Dollars of the row's answered calls, where the price of each is known.

    A step is paid at the price of its own model; which one took what within DSPy's own loops
    nobody knows.
    """
    models, prices = info.spec.models, info.spec.prices
    if not prices or set(models.values()) - prices.keys():
        return None
    rates = [prices[model] for model in models.values()] or [*prices.values()]
    alike = len(set(rates)) == 1
    if not alike and ("main" not in models or any(one.step == "attempts" for one in result.costs)):
        return None
    spent = 0
    for cost in result.costs:
        rate = rates[0] if alike else prices[models.get(cost.step, models["main"])]
        spent += Price(*rate).of(cost.prompt_tokens, cost.new_tokens)
    return spent / PER_DOLLAR
