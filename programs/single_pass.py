"""single_pass: the task alone, as a person would type it, answered once."""

from typing import ClassVar

import dspy

from redraft.signatures import Verify, Write
from redraft.signatures.records import Round

from .ending import ended
from .item import Item
from .program import Program
from .result import Result
from .steps import Steps
from .writing import drafted, seeded

__all__ = ["SinglePass"]


class SinglePass(Program):
    """Write once from the task alone: neither requirements nor checklist are shown.

    The control that says what everything else in a prompt or a loop is worth. No source:
    it is what everybody does.

    Calls: 2 (write, verify); depth 2. A given draft is only verified.
    `status`: `ready`, `not_ready`, `over_budget`, `failed` (no text).
    """

    name: ClassVar[str] = "single_pass"

    def __init__(self, *, seed: int = 0) -> None:
        super().__init__()
        self.write = dspy.Predict(Write)
        self.verify = dspy.Predict(Verify)
        self.seed = seed

    def trace(self, item: Item, rounds: list[Round]) -> Steps[Result]:
        """Write; then the verdicts, which the text was written without."""
        rounds.append((yield from drafted(item, seeded(self.seed), "write", {"task": item.task})))
        return (yield from ended(item, rounds))
