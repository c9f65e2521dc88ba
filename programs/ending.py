"""How a trajectory ends: the verdicts on the text that is returned, and the status they give."""

from collections.abc import Sequence

from redraft.signatures.records import Round

from .guards import empty
from .judge import judged
from .program import Item, Result
from .steps import Steps, watcher

__all__ = ["ended", "settled"]


def ended(item: Item, rounds: list[Round], at: int = -1) -> Steps[Result]:
    """Judge the text of round `at`, by default the last, and end with it.

    The text of any other round keeps the verdicts that it has. `ready` is said only where
    every box is ticked, whatever the technique thinks of its text; `failed` where there is
    none.

    Raises:
        OverBudget: the budget does not bear the verdicts.
    """
    at %= len(rounds)
    if empty(rounds[at].text):
        return Result("failed", tuple(rounds), at)
    rounds[at] = yield from judged(item, rounds[at])
    watcher().finished(rounds[at])
    return settled(rounds, at)


def settled(rounds: Sequence[Round], at: int) -> Result:
    """The result that ends with the text of round `at`, which is judged."""
    return Result("ready" if rounds[at].share == 1.0 else "not_ready", tuple(rounds), at)
