"""meta_prompting: the model says what the text shall be held to, then refines to it."""

import copy
from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from typing import Any, ClassVar

import dspy

from redraft.signatures import Demands
from redraft.signatures.records import Round
from redraft.signatures.types import Box, Requirement

from .asking import ask_all, borne
from .item import Item
from .policies.best import best, merit
from .prelude import charged, settings_of_refine
from .program import held
from .refine import Refine
from .result import Result
from .steps import Ask, Steps
from .writing import seeded, sound

__all__ = ["MetaPrompting"]


class MetaPrompting(Refine):
    """Requirements, categories and boxes made from the task, beside the draft; then the loop.

    The model writes the criteria that its critique and its verification are prompted with,
    as TICK makes checklists from instructions (Cook et al., arXiv 2410.03608). They join
    what the user gave. Where the user gave a checklist, the loop ends by all boxes and the
    result is told by the user's alone; categories that the user named are kept.

    Calls: one more than `Refine` (draft beside demands, verify; then 3 a round); depth: that
    of `Refine`. A given draft saves its call.
    `status`: as `Refine`; `ready` where every box of the user is ticked.
    """

    name: ClassVar[str] = "meta_prompting"

    @settings_of_refine
    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.demands = dspy.Predict(Demands)
        self.named = "categories" in settings

    def steps(self, item: Item) -> Steps[Result]:
        """As the trace says, told by the user's boxes."""
        return held(item, _of_user(item, (yield from super().steps(item))))

    def trace(self, item: Item, rounds: list[Round]) -> Steps[Result]:
        """Draft and demands side by side; then the loop, by the user's demands and these."""
        config = seeded(self.seed)
        asks = [Ask("draft", item.shared, config)] if item.draft is None else []
        asks += [Ask("demands", item.shared, config)]
        replies = yield from ask_all(asks)
        borne(replies)
        told = replies[-1].outputs or {}
        loop = copy.copy(self)
        kinds = tuple(kind for kind in dict.fromkeys(told.get("kinds", [])) if kind)
        loop.categories = self.categories if self.named else kinds or self.categories
        to_meet = _held(item, told)
        costs = [reply.cost for reply in replies]
        if item.draft is None:
            first = yield from sound(item, replies[0], "draft", item.shared, config)
            to_meet = replace(to_meet, draft=first.text, drafted=True)
            costs = [*first.steps, replies[-1].cost]
        result = yield from Refine.trace(loop, to_meet, rounds)
        return charged(result, costs)


def _held(item: Item, told: dict[str, list[str]]) -> Item:
    """The item with the model's demands and boxes beside the user's."""
    demands = _named("m", told.get("demands", []), [one.id for one in item.requirements])
    boxes = _named("c", told.get("questions", []), [box.id for box in item.checklist])
    return replace(
        item,
        requirements=(*item.requirements, *(Requirement(id=i, says=it) for i, it in demands)),
        checklist=(*item.checklist, *(Box(id=i, question=it) for i, it in boxes)),
    )


def _named(letter: str, said: Sequence[str], taken: Sequence[str]) -> list[tuple[str, str]]:
    """What was said, once each, under ids that are not taken."""
    free = (f"{letter}{number}" for number in count(1) if f"{letter}{number}" not in taken)
    return [(next(free), it) for it in dict.fromkeys(said) if it]


def _of_user(item: Item, result: Result) -> Result:
    """The result told by the boxes that the user gave, if any; the model's break ties."""
    if not item.checklist or not result.rounds:
        return result
    ids = {box.id for box in item.checklist}

    def told(one: Round) -> Round:
        return one.model_copy(update={"verdicts": [v for v in one.verdicts if v.box in ids]})

    rounds = [told(one) for one in result.rounds]
    at = best(result.rounds, lambda one: (merit(told(one)), merit(one)))
    done = result.status in ("not_ready", "unchanged", "stalled") and rounds[at].share == 1.0
    return Result("ready" if done else result.status, tuple(rounds), at)
