"""template: the four-iteration chat that people pass on, in one conversation."""

from collections.abc import Sequence
from typing import Any, ClassVar, Literal

import dspy

from redraft.signatures import (
    AdvancedCritique,
    AdvancedReview,
    AdvancedRewrite,
    BasicCritique,
    BasicReview,
    BasicRewrite,
    FirstVersion,
    Verify,
)
from redraft.signatures.notes import Gap, Tick
from redraft.signatures.records import Round
from redraft.signatures.types import CATEGORIES, Change, Weakness
from redraft.texts.unchanged import empty

from .chat import Chat, listed
from .chosen import MOST_WEAKNESSES, among, at_least, texts
from .ending import charge, ended, passed
from .item import Item
from .program import Program
from .result import Result
from .steps import Steps
from .writing import drafted, rewritten, seeded, written

__all__ = ["Template"]


class Template(Program):
    """Draft, critique, rewrite and final review as turns of one chat; not ready, once more.

    The published prompt template "Iterative Refinement Loop", in its basic form (three
    weaknesses or gaps, rewrite, is it production-ready) or its advanced one (weaknesses by
    category, notes on what changed, a review of the checklist, which no earlier turn shows).
    All turns are in view of the next, as in a chat window; the model's own review ends it;
    the last text is returned. See `redraft.signatures.template_basic` for the source.

    Calls: 2 + 3 k for k passes (draft; k times critique, rewrite, review; verify), so at
    most 2 + 3 max_rounds; depth: the same.
    `status`: `ready`, `not_ready`, `over_budget` (the best so far), `failed` (no draft).
    """

    name: ClassVar[str] = "template"
    keeps_best: ClassVar[bool] = False

    def __init__(
        self,
        max_rounds: int = 3,
        *,
        form: Literal["basic", "advanced"] = "advanced",
        min_weaknesses: int = 3,
        categories: Sequence[str] = CATEGORIES,
        seed: int = 0,
    ) -> None:
        super().__init__()
        at_least(0, max_rounds=max_rounds)
        at_least(0, most=MOST_WEAKNESSES, min_weaknesses=min_weaknesses)
        among("form", [form], ("basic", "advanced"))
        basic = form == "basic"
        self.first = dspy.Predict(FirstVersion)
        self.critique = dspy.Predict(BasicCritique if basic else AdvancedCritique)
        self.rewrite = dspy.Predict(BasicRewrite if basic else AdvancedRewrite)
        self.review = dspy.Predict(BasicReview)
        if not basic:
            self.check = dspy.Predict(AdvancedReview)
        self.verify = dspy.Predict(Verify)
        self.max_rounds = max_rounds
        self.form = form
        self.min_weaknesses = min_weaknesses
        self.categories = texts("categories", categories)
        self.seed = seed

    def trace(self, item: Item, rounds: list[Round]) -> Steps[Result]:
        """Iteration 1; then iterations 2 to 4 until the review finds nothing missing."""
        shown = {"task": item.task, "requirements": list(item.requirements)}
        rounds.append((yield from drafted(item, seeded(self.seed), "first", shown)))
        if empty(rounds[0].text):
            return Result("failed", tuple(rounds))
        chat = Chat(self, shown, self.seed)
        chat.add("first", rounds[0].text)
        ready = False
        while not ready and len(rounds) <= self.max_rounds:
            passed(item, rounds)
            faults = yield from self._critique(chat, rounds)
            if not faults or not (yield from self._rewrite(item, chat, rounds, faults)):
                break
            ready = yield from self._review(item, chat, rounds)
        return (yield from ended(item, rounds))

    def _critique(self, chat: Chat, rounds: list[Round]) -> Steps[list[Weakness]]:
        """Iteration 2: the weaknesses; none if they can't be read."""
        sought = list(self.categories)
        reply = yield from chat.ask(
            "critique", len(rounds), categories=sought, min_weaknesses=self.min_weaknesses
        )
        charge(rounds, reply)
        said: list[Any] = reply.outputs["weaknesses"] if reply.outputs else []
        gaps = [one if isinstance(one, Gap) else Gap(problem=one) for one in said]
        lines = [f"{gap.category}: {gap.problem}".removeprefix(": ") for gap in gaps]
        chat.add("critique", listed(lines), sought if self.form == "advanced" else [])
        return [Weakness(category=one.category, problem=one.problem) for one in gaps if one.problem]

    def _rewrite(
        self, item: Item, chat: Chat, rounds: list[Round], faults: list[Weakness]
    ) -> Steps[bool]:
        """Iteration 3: the text again, with notes on what changed; False if there is none."""
        reply = yield from chat.ask("rewrite", len(rounds))
        if not (text := written(item, reply, rounds[-1].text)):
            charge(rounds, reply)
            return False
        notes: list[str] = (reply.outputs or {}).get("changes", [])
        changes = [Change(weakness=f"w{n}", note=note) for n, note in enumerate(notes, 1)]
        rounds.append(rewritten(item, rounds[-1], text, faults, reply.cost, changes))
        chat.add("rewrite", "\n\n".join(part for part in (listed(notes), text) if part))
        return True

    def _review(self, item: Item, chat: Chat, rounds: list[Round]) -> Steps[bool]:
        """Iteration 4: whether the model finds its own text ready."""
        boxes = list(item.checklist) if self.form == "advanced" else []
        step = "check" if boxes else "review"
        reply = yield from chat.ask(step, len(rounds) - 1, checklist=boxes)
        charge(rounds, reply)
        if reply.outputs is None:
            return False
        ticks: list[Tick] = reply.outputs.get("review", [])
        missing = [f"{tick.box} {tick.missing}".strip() for tick in ticks if not tick.checked]
        missing += reply.outputs.get("missing", [])
        ready = not missing if ticks else bool(reply.outputs.get("production_ready"))
        said = "READY" if ready else "NOT READY"
        asked = [f"[ ] {box.id}: {box.question}" for box in boxes]
        chat.add(step, f"{said}\n{listed(missing)}".strip(), asked)
        return ready
