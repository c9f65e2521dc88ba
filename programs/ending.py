"""How a trajectory ends: the verdicts on the text that is returned, and the status they give."""

from collections.abc import Sequence

from redraft.signatures.records import Round
from redraft.texts.unchanged import empty

from .guards import complete, strip_preamble
from .item import Item
from .judge import coded, judged
from .policies.best import best
from .result import Result
from .steps import Reply, Steps, watcher
from .writing import opening, text_of

__all__ = ["charge", "cut_short", "ended", "passed", "settled"]


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


def cut_short(item: Item, rounds: list[Round], replies: Sequence[Reply]) -> Result:
    """The end where the budget does not bear the next call: the best text so far.

    Without a round it is a text that the budget cut, or the draft that was given. What no
    round counts yet of what the replies cost is counted where it was spent.
    """
    counted = {id(cost) for round in rounds for cost in round.steps}
    paid = [reply.cost for reply in replies if reply.cost.calls and id(reply.cost) not in counted]
    if not rounds:
        torn = (text_of(reply.torn or reply.outputs or {}) for reply in reversed(replies))
        text = next(filter(None, torn), "") if item.draft is None else item.draft
        first = opening(item, strip_preamble(text, item.task), [])
        if text or paid:
            rounds.append(first if text else _textless(item))
    for cost in paid:
        later = (at for at, one in enumerate(rounds) if any(s.turn > cost.turn for s in one.steps))
        at = next(later, len(rounds) - 1)
        steps = sorted([*rounds[at].steps, cost], key=lambda one: one.turn)
        rounds[at] = rounds[at].model_copy(update={"steps": steps})
    return Result("over_budget", tuple(rounds), best(rounds) if rounds else 0)


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


def _textless(item: Item) -> Round:
    return Round(number=0, text="", verdicts=complete([], item.checklist))


def _bare(item: Item, round: Round) -> Round:
    return round.model_copy(update={"verdicts": coded(item, round.text)})
