"""The texts of a trajectory as rounds, and the settings of the calls that write them."""

from collections.abc import Sequence
from typing import Any

from redraft.signatures.fields import TEXTS
from redraft.signatures.records import Round, StepCost
from redraft.signatures.types import Change, Weakness

from .asking import ask
from .guards import chats, complete, creep, ledger, refuses, strip_preamble
from .item import Item
from .judge import coded
from .steps import Reply, Steps

__all__ = ["drafted", "opening", "rewritten", "seeded", "sound", "text_of", "written"]


def seeded(seed: int, number: int = 0, turn: int = 0) -> dict[str, Any]:
    """A seed of its own for the calls of each round and turn; hotter with each turn."""
    rollout = 1000 * number + 10 * turn
    config: dict[str, Any] = {"rollout_id": rollout, "seed": seed * 1_000_000 + rollout}
    return config | ({"temperature": min(1.2, 0.7 + 0.2 * turn)} if turn else {})


def drafted(
    item: Item,
    config: dict[str, Any],
    step: str = "draft",
    inputs: dict[str, Any] | None = None,
) -> Steps[Round]:
    """Round 0: the draft, given or written by `step`, with the verdicts that code gives.

    `inputs` are the step's, by default all that the item shares. The text is empty where
    the reply could not be read. A reply that refuses, or only speaks of the text, is asked
    for once more under another seed.

    Raises:
        OverBudget: the budget does not bear the call.
    """
    if item.draft is not None:
        return opening(item, item.draft, [])
    given = item.shared if inputs is None else inputs
    reply = yield from ask(step, given, config)
    return (yield from sound(item, reply, step, given, config))


def sound(
    item: Item, reply: Reply, step: str, inputs: dict[str, Any], config: dict[str, Any]
) -> Steps[Round]:
    """Round 0 from this reply of `step`; a refusal, or words about the text, are asked anew.

    Raises:
        OverBudget: the budget does not bear the second call.
    """
    text, costs = written(item, reply), [reply.cost]
    if refuses(text, task=item.task) or chats(text):
        reply = yield from ask(step, inputs, _anew(config))
        text, costs = written(item, reply) or text, [*costs, reply.cost]
    return opening(item, text, costs)


def _anew(config: dict[str, Any]) -> dict[str, Any]:
    """The settings of a call under a seed that no turn has."""
    return config | {name: config[name] + 5 for name in ("rollout_id", "seed") if name in config}


def opening(item: Item, text: str, costs: list[StepCost]) -> Round:
    """Round 0 of this text, with the verdicts that code gives."""
    verdicts = complete(coded(item, text), item.checklist)
    return Round(number=0, text=text, verdicts=verdicts, steps=costs)


def rewritten(
    item: Item,
    before: Round,
    text: str,
    weaknesses: Sequence[Weakness],
    cost: StepCost,
    changes: Sequence[Change] = (),
) -> Round:
    """The round after `before`: this text, what became of each weakness, and code's verdicts.

    `weaknesses` get their ids here: w1, w2, ...
    """
    named = [one.model_copy(update={"id": f"w{n}"}) for n, one in enumerate(weaknesses, 1)]
    said = [requirement.says for requirement in item.requirements]
    verdicts = complete(coded(item, text), item.checklist)
    return Round(
        number=before.number + 1,
        base=before.number,
        text=text,
        policy="whole",
        weaknesses=named,
        changes=list(changes),
        ledger=ledger(named, changes, before.text, text, verdicts),
        scope_creep=creep(item.task, said, item.checklist, named, before.text, text),
        verdicts=verdicts,
        steps=[cost],
    )


def written(item: Item, reply: Reply, before: str | None = None) -> str:
    """The text of a reply, without words to its reader; empty if unreadable.

    `before` is the text that was to be rewritten, None where the text is a first one.
    """
    if not reply.outputs:
        return ""
    text = text_of(reply.outputs) or reply.outputs[next(reversed(reply.outputs))]
    return strip_preamble(text, item.task, before)


def text_of(outputs: dict[str, Any]) -> str:
    """The output that holds a text, whatever else a signature of the user's adds to it."""
    return next((str(outputs[name]) for name in outputs if name in TEXTS), "")
