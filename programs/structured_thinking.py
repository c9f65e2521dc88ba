"""structured_thinking: think the task through, write to the plan, then refine."""

from dataclasses import replace
from typing import Any, ClassVar

import dspy

from redraft.signatures import Compose, Plan
from redraft.signatures.records import Round, StepCost

from .asking import ask
from .item import Item
from .prelude import charged, settings_of_refine
from .refine import Refine
from .result import Result
from .steps import Steps
from .writing import drafted, seeded

__all__ = ["StructuredThinking"]


class StructuredThinking(Refine):
    """A plan (goal, constraints, assumptions, options, outline), a draft to it, then the loop.

    In the manner of plan-and-solve prompting (Wang et al., arXiv 2305.04091), whose plan
    stays in view of the draft only: the loop refines the text against the checklist, not
    against the plan. A plan that can't be read is left out. A given draft needs no plan.

    Calls: one more than `Refine` (plan, draft, verify; then 3 a round); depth: the same.
    `status`: as `Refine`.
    """

    name: ClassVar[str] = "structured_thinking"

    @settings_of_refine
    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.plan = dspy.Predict(Plan)
        self.compose = dspy.Predict(Compose)

    def trace(self, item: Item, rounds: list[Round]) -> Steps[Result]:
        """Plan, write, refine."""
        costs = list[StepCost]()
        if item.draft is None:
            text = yield from self._planned(item, costs)
            item = replace(item, draft=text, drafted=True)
        return charged((yield from super().trace(item, rounds)), costs)

    def _planned(self, item: Item, costs: list[StepCost]) -> Steps[str]:
        """The first text, written to a plan."""
        config = seeded(self.seed)
        plan = yield from ask("plan", item.shared, config)
        shown = {name: plan.outputs[name] for name in SHOWN} if plan.outputs else {}
        step = "compose" if plan.outputs else "draft"
        first = yield from drafted(item, config, step, item.shared | shown)
        costs += [plan.cost, *first.steps]
        return first.text


SHOWN = ("goal", "constraints", "assumptions", "outline")
"""What of the plan the draft is written with; the options are weighed by then."""
