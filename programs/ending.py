"""How a trajectory ends: the verdicts on the text that is returned, and the status they give."""

from collections.abc import Sequence

from redraft.signatures.records import Round
from redraft.texts.unchanged import empty

from .item import Item
from .judge import coded, judged
from .program import Result
from .steps import Reply, Steps, watcher

__all__ = ["charge", "ended", "passed", "settled"]


def ended(item: Item, rounds: list[Round], at: int = -1) -> Steps[Result]:
    """Judge the text of round `at`, by default the last, and end with it.

    The other rounds keep the verdicts that code gives: what nobody asked of a text is not
    said of it. `ready` is told only where every box is ticked, whatever the technique
    thinks of its text; `failed` where there is none.

    Raises:
        OverBudget: the budget does not bear the verdicts.
    """
    at %= len(rounds)
    if empty(rounds[at].text):
        return Result("failed", tuple(rounds), at)
    last = yield from judged(item, rounds[at])
    rounds[:] = [_bare(item, round) for round in rounds]
    rounds[at] = last
    for round in rounds[at:]:
        watcher().finished(round)
    return settled(rounds, at)


def settled(rounds: Sequence[Round], at: int) -> Result:
    """The result that ends with the text of round `at`, which is judged."""
    return Result("ready" if rounds[at].share == 1.0 else "not_ready", tuple(rounds), at)


def passed(item: Item, rounds: Sequence[Round]) -> None:
    """Tell who watches that the last round is over, its text not judged."""
    watcher().finished(_bare(item, rounds[-1]))


def charge(rounds: list[Round], *replies: Reply) -> None:
    """Add to the last round what these replies cost."""
    steps = [*rounds[-1].steps, *(reply.cost for reply in replies)]
    rounds[-1] = rounds[-1].model_copy(update={"steps": steps})


def _bare(item: Item, round: Round) -> Round:
    return round.model_copy(update={"verdicts": coded(item, round.text)})
