"""structured_thinking: think the task through, write to the plan, then refine."""

from dataclasses import replace
from typing import Any, ClassVar

import dspy

from redraft.signatures import Compose, Plan
from redraft.signatures.records import StepCost

from .asking import ask
from .item import Item
from .meter import OverBudget
from .prelude import charged, settings_of_refine
from .program import Result
from .refine import Refine
from .steps import Steps
from .writing import seeded, written

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

    def steps(self, item: Item) -> Steps[Result]:
        """Plan, write, refine."""
        if item.draft is not None:
            return (yield from super().steps(item))
        costs: list[StepCost] = []
        try:
            text = yield from self._planned(item, costs)
        except OverBudget:
            return Result("over_budget")
        return charged((yield from super().steps(replace(item, draft=text, drafted=True))), costs)

    def _planned(self, item: Item, costs: list[StepCost]) -> Steps[str]:
        """The first text, written to a plan."""
        config = seeded(self.seed)
        plan = yield from ask("plan", item.shared, config)
        costs.append(plan.cost)
        if plan.outputs is None:
            reply = yield from ask("draft", item.shared, config)
        else:
            shown = {name: plan.outputs[name] for name in SHOWN}
            reply = yield from ask("compose", item.shared | shown, config)
        costs.append(reply.cost)
        return written(item, reply)


SHOWN = ("goal", "constraints", "assumptions", "outline")
"""What of the plan the draft is written with; the options are weighed by then."""
