"""How a rewrite is made: small named policies, tried in turn.

Small models collapse into copying: told what is wrong, they give the text back word for
word, round after round. So a rewrite that comes back unchanged, or is rejected, moves on
to the next policy, under a new seed and temperature.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from redraft.programs.asking import ask, ask_all
from redraft.programs.guards import strip_preamble
from redraft.programs.item import Item
from redraft.programs.steps import Ask, Reply, Steps
from redraft.signatures.types import Requirement, Weakness

from .attempt import Attempt, inputs_of
from .edits import edits

__all__ = ["REWRITES", "Rewrite", "restart", "sample", "whole"]

SAMPLES = 3
"""Rewrites that the policy `sample` chooses from."""

Rewrite: TypeAlias = Callable[
    [Item, str, Sequence[Weakness], dict[str, Any]], Steps["list[Attempt]"]
]
"""(item, text, weaknesses, settings of the calls) -> candidates, to be judged by the loop."""


def whole(
    item: Item, text: str, weaknesses: Sequence[Weakness], config: dict[str, Any]
) -> Steps[list[Attempt]]:
    """The whole text written again, with a note on each weakness first."""
    reply = yield from ask("revise", inputs_of(item, text, weaknesses), config)
    return [_whole(item, text, reply)]


def restart(
    item: Item, text: str, weaknesses: Sequence[Weakness], config: dict[str, Any]
) -> Steps[list[Attempt]]:
    """A new draft, with what the critique demands among the requirements."""
    count = len(item.requirements)
    demands = [
        Requirement(id=f"r{count + number}", says=weakness.fix or weakness.problem)
        for number, weakness in enumerate(weaknesses, 1)
    ]
    inputs = item.shared | {"requirements": [*item.requirements, *demands]}
    reply = yield from ask("draft", inputs, config)
    new = strip_preamble(reply.outputs["draft"], item.task) if reply.outputs else None
    return [Attempt(new, costs=[reply.cost], unseen=True)]


def sample(
    item: Item, text: str, weaknesses: Sequence[Weakness], config: dict[str, Any]
) -> Steps[list[Attempt]]:
    """A few whole rewrites under seeds of their own; the loop takes the one it finds best."""
    inputs = inputs_of(item, text, weaknesses)
    turns = [
        config | {key: config[key] + turn for key in ("rollout_id", "seed")}
        for turn in range(SAMPLES)
    ]
    replies = yield from ask_all([Ask("revise", inputs, settings) for settings in turns])
    return [_whole(item, text, reply) for reply in replies]


REWRITES: dict[str, Rewrite] = {
    "whole": whole,
    "edits": edits,
    "restart": restart,
    "sample": sample,
}


def _whole(item: Item, before: str, reply: Reply) -> Attempt:
    if reply.outputs is None:
        return Attempt(None, costs=[reply.cost])
    text = strip_preamble(reply.outputs["revision"], item.task, before)
    return Attempt(text, list(reply.outputs["changes"]), [reply.cost])
