"""How a rewrite is made: small named policies, tried in turn.

Small models collapse into copying: told what is wrong, they give the text back word for
word, round after round. So a rewrite that comes back unchanged, or is rejected, moves on
to the next policy, under a new seed and temperature.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from redraft.programs.guards import locate, strip_preamble
from redraft.programs.meter import OverBudget
from redraft.programs.program import Item, ask
from redraft.programs.steps import Ask, Reply, Steps
from redraft.signatures.records import StepCost
from redraft.signatures.types import Change, Edit, Requirement, Weakness

__all__ = ["REWRITES", "Attempt", "Rewrite", "apply_edits", "edits", "restart", "sample", "whole"]

SAMPLES = 3
"""Rewrites that the policy `sample` chooses from."""


@dataclass(frozen=True)
class Attempt:
    """A rewrite: its text (None where no reply could be read), its notes, what it cost."""

    text: str | None
    changes: list[Change] = field(default_factory=list)
    costs: list[StepCost] = field(default_factory=list)


Rewrite: TypeAlias = Callable[
    [Item, str, Sequence[Weakness], dict[str, Any]], Steps["list[Attempt]"]
]
"""(item, text, weaknesses, settings of the calls) -> candidates, to be judged by the loop."""


def whole(
    item: Item, text: str, weaknesses: Sequence[Weakness], config: dict[str, Any]
) -> Steps[list[Attempt]]:
    """The whole text written again, with a note on each weakness first."""
    reply = yield from ask("revise", _inputs(item, text, weaknesses), config)
    return [_whole(reply)]


def edits(
    item: Item, text: str, weaknesses: Sequence[Weakness], config: dict[str, Any]
) -> Steps[list[Attempt]]:
    """One replacement for each weakness, put into the text by code."""
    reply = yield from ask("edit", _inputs(item, text, weaknesses), config)
    if reply.outputs is None:
        return [Attempt(None, costs=[reply.cost])]
    found: list[Edit] = reply.outputs["edits"]
    quotes = {weakness.id: weakness for weakness in weaknesses}
    new, done = apply_edits(text, found, quotes)
    changes = [Change(weakness=e.weakness, note=f"now: {e.replace}"[:240]) for e in done]
    return [Attempt(new, changes, [reply.cost])]


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
    text_of = strip_preamble(reply.outputs["draft"]) if reply.outputs else None
    return [Attempt(text_of, costs=[reply.cost])]


def sample(
    item: Item, text: str, weaknesses: Sequence[Weakness], config: dict[str, Any]
) -> Steps[list[Attempt]]:
    """A few whole rewrites under seeds of their own; the loop takes the one it finds best."""
    inputs = _inputs(item, text, weaknesses)
    replies: list[Reply] = yield [
        Ask("revise", inputs, config | {key: config[key] + turn for key in ("rollout_id", "seed")})
        for turn in range(SAMPLES)
    ]
    if all(reply.over for reply in replies):
        raise OverBudget(replies[0].over)
    return [_whole(reply) for reply in replies]


REWRITES: dict[str, Rewrite] = {
    "whole": whole,
    "edits": edits,
    "restart": restart,
    "sample": sample,
}


def apply_edits(
    text: str, found: Sequence[Edit], weaknesses: dict[str, Weakness]
) -> tuple[str, list[Edit]]:
    """The text with each edit's first match replaced, and the edits that were applied.

    An edit for an omission that does not repeat the passage it found is put after it.
    An edit whose passage is not there (any more), or that changes nothing, is passed over.
    """
    done = []
    for edit in found:
        span = locate(text, edit.find)
        if span is None or not edit.replace.strip() or edit.replace == edit.find:
            continue
        old = text[span[0] : span[1]]
        weakness = weaknesses.get(edit.weakness)
        omission = weakness is not None and not weakness.quote
        kept = omission and old.casefold() not in edit.replace.casefold()
        new = f"{old} {edit.replace}" if kept else edit.replace
        text = text[: span[0]] + new + text[span[1] :]
        done.append(edit)
    return text, done


def _inputs(item: Item, text: str, weaknesses: Sequence[Weakness]) -> dict[str, Any]:
    return item.shared | {"text": text, "weaknesses": list(weaknesses)}


def _whole(reply: Reply) -> Attempt:
    if reply.outputs is None:
        return Attempt(None, costs=[reply.cost])
    text = strip_preamble(reply.outputs["revision"])
    return Attempt(text, list(reply.outputs["changes"]), [reply.cost])
