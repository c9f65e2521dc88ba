"""one_shot: everything that is asked for in one prompt, answered once."""

from typing import ClassVar

import dspy

from redraft.signatures import Draft, Verify
from redraft.signatures.records import Round

from .ending import ended
from .item import Item
from .program import Program
from .result import Result
from .steps import Steps
from .writing import drafted, seeded

__all__ = ["OneShot"]


class OneShot(Program):
    """Write once, with the requirements and the checklist in the prompt.

    The honest baseline of a loop: the prompt is the very one of refine's draft, under the
    same seed, so that what a loop adds is seen row by row. On CommonGen-Hard such a prompt
    beat the refined text of a loop that saw less (Huang et al., arXiv 2310.01798, section 5).

    Calls: 2 (draft, verify); depth 2. A given draft is only verified.
    `status`: `ready`, `not_ready`, `over_budget`, `failed` (no text).
    """

    name: ClassVar[str] = "one_shot"

    def __init__(self, *, seed: int = 0) -> None:
        super().__init__()
        self.draft = dspy.Predict(Draft)
        self.verify = dspy.Predict(Verify)
        self.seed = seed

    def trace(self, item: Item, rounds: list[Round]) -> Steps[Result]:
        """Draft; then the verdicts."""
        rounds.append((yield from drafted(item, seeded(self.seed))))
        return (yield from ended(item, rounds))
