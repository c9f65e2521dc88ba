"""dspy_best_of_n and dspy_refine: DSPy's own ways to try again, under the same contract."""

from typing import Any, ClassVar

import dspy

from redraft.signatures import Draft, Verify
from redraft.signatures.records import Round
from redraft.texts.unchanged import empty

from .asking import ask
from .attempts import Attempts
from .chosen import at_least
from .ending import ended, settled
from .item import Item
from .meter import OverBudget
from .program import Program
from .result import Result
from .steps import Steps, watcher
from .writing import opening, seeded

__all__ = ["DspyBestOfN", "DspyRefine"]


class DspyBestOfN(Program):
    """`dspy.BestOfN` around refine's draft: attempts one after the other, until one is ready.

    Its reward is the share of boxes that code and the verifier tick. DSPy runs it as one
    piece, so its drafts are one step here, `attempts`, with their calls added up.

    Calls: at most 2 n (n times draft, verify); depth: the same. A given draft is only
    verified. `status`: `ready`, `not_ready`, `over_budget` (the best so far), `failed`
    (no draft).
    """

    name: ClassVar[str] = "dspy_best_of_n"
    wrapped: ClassVar[Any] = dspy.BestOfN

    def __init__(self, n: int = 3, *, seed: int = 0) -> None:
        super().__init__()
        at_least(1, n=n)
        self.draft = dspy.Predict(Draft)
        self.verify = dspy.Predict(Verify)
        self.n = n
        self.seed = seed

    @property
    def attempts(self) -> Attempts:
        """The step that makes all attempts."""
        return Attempts(self, self.wrapped)

    def trace(self, item: Item, rounds: list[Round]) -> Steps[Result]:
        """All attempts; the best of them, with the verdicts that it was chosen by."""
        if item.draft is not None:
            rounds.append(opening(item, item.draft, []))
            return (yield from ended(item, rounds))
        reply = yield from ask("attempts", item.shared, seeded(self.seed))
        made = reply.outputs or {"draft": "", "costs": [], "over": ""}
        first = opening(item, made["draft"], [reply.cost, *made["costs"]])
        if empty(first.text) and not made["over"]:
            return Result("failed", (first,))
        if not empty(first.text):
            rounds.append(first.model_copy(update={"verdicts": made["verdicts"]}))
        if made["over"]:
            raise OverBudget(made["over"])
        watcher().finished(rounds[0])
        return settled(rounds, 0)


class DspyRefine(DspyBestOfN):
    """`dspy.Refine` around refine's draft: after an attempt that is not ready, a hint.

    DSPy asks what the step should do differently, and shows the answer to the next attempt;
    all else is as in `DspyBestOfN`.

    Calls: at most 3 n - 1 (n times draft, verify; a hint between two); depth: the same. A
    given draft is only verified. `status`: as `DspyBestOfN`.
    """

    name: ClassVar[str] = "dspy_refine"
    wrapped: ClassVar[Any] = dspy.Refine
