"""The two questions that probes ask, put as the programs put them."""

from collections.abc import Sequence
from typing import Any

from redraft.programs.asking import ask
from redraft.programs.item import Item
from redraft.programs.judge import answered, coded, verification
from redraft.programs.steps import Ask, Reply, Steps
from redraft.programs.writing import seeded
from redraft.signatures.types import CATEGORIES, Verdict, Weakness

__all__ = ["criticise", "criticism", "ticked", "verify"]


def verify(item: Item, text: str, repeat: int = 0) -> Steps[Reply | None]:
    """The verifier's reply about the boxes that code can't answer; None if there are none.

    The first time exactly as a program asks it; a repeat under another seed.
    """
    question = verification(item, text)
    if question is None:
        return None
    again = {"rollout_id": repeat, "seed": repeat} if repeat else {}
    return (yield from ask(question.step, question.inputs, question.config | again))


def ticked(item: Item, text: str, repeat: int = 0) -> Steps[dict[str, bool]]:
    """What the verifier says of each of these boxes, the guards' word on its evidence included."""
    reply = yield from verify(item, text, repeat)
    return {one.box: one.checked for one in judged(item, text, reply)}


def judged(item: Item, text: str, reply: Reply | None) -> list[Verdict]:
    """The verdicts that are the verifier's own."""
    return [one for one in answered(item, text, reply) if one.by == "model"]


def criticism(
    item: Item, text: str, least: int, *, categories: Sequence[str] = CATEGORIES, seed: int = 0
) -> Ask:
    """The question for the critique that opens a program's first round.

    In view are the boxes that code leaves open. What a verifier would say of the others is
    not: the critic is measured on its own.
    """
    inputs: dict[str, Any] = item.shared | {
        "text": text,
        "categories": list(categories),
        "unticked": [one for one in coded(item, text) if not one.checked],
        "audit": [],
        "min_weaknesses": least,
    }
    return Ask("critique", inputs, seeded(seed, 1))


def criticise(question: Ask) -> Steps[list[Weakness] | None]:
    """The critique that answers it; None where it cannot be read."""
    reply = yield from ask(question.step, question.inputs, question.config)
    return list(reply.outputs["weaknesses"]) if reply.outputs else None
