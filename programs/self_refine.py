"""self_refine: feedback and refine in turn, as in the paper of that name."""

from collections.abc import Sequence
from statistics import fmean
from typing import ClassVar

import dspy

from redraft.signatures import Draft, Feedback, Rework, Verify
from redraft.signatures.notes import Earlier, Remark
from redraft.signatures.records import Round
from redraft.signatures.types import CATEGORIES, Weakness
from redraft.texts.unchanged import empty

from .asking import ask
from .chosen import at_least, texts
from .ending import charge, ended, passed
from .item import Item
from .program import Program
from .result import Result
from .steps import Steps
from .writing import drafted, rewritten, seeded, written

__all__ = ["SelfRefine"]

MOST = 5
"""The best score of an aspect; that of a text which feedback stops at without a remark."""


class SelfRefine(Program):
    """Give feedback on the text, refine it by that feedback, until the feedback says stop.

    Self-Refine (Madaan et al., arXiv 2303.17651, algorithm 1): the feedback is specific and
    actionable, with a score for each aspect (`categories`); earlier texts and their feedback
    are in the refiner's view; the feedback's own stop ends the loop, or `max_rounds` does;
    the text with the best score is returned, not the last. Unlike the paper's, its prompts
    hold no worked examples, and the checklist, which the verifier alone answers at the end.

    Calls: 3 + 2 k for k rounds (draft, feedback; k times refine, feedback; verify), so at
    most 3 + 2 max_rounds; depth: the same.
    `status`: `ready`, `not_ready`, `over_budget` (the best so far), `failed` (no draft).
    """

    name: ClassVar[str] = "self_refine"
    keeps_best: ClassVar[bool] = False

    def __init__(
        self, max_rounds: int = 3, *, categories: Sequence[str] = CATEGORIES, seed: int = 0
    ) -> None:
        super().__init__()
        at_least(0, max_rounds=max_rounds)
        self.draft = dspy.Predict(Draft)
        self.feedback = dspy.Predict(Feedback)
        self.rework = dspy.Predict(Rework)
        self.verify = dspy.Predict(Verify)
        self.max_rounds = max_rounds
        self.categories = texts("categories", categories)
        self.seed = seed

    def trace(self, item: Item, rounds: list[Round]) -> Steps[Result]:
        """y0; then feedback on y, stop or y+1; the best-scoring y."""
        rounds.append((yield from drafted(item, seeded(self.seed))))
        scores, history = list[float](), list[Earlier]()
        while not empty(rounds[-1].text):
            y, config = rounds[-1], seeded(self.seed, len(rounds))
            inputs = item.shared | {"text": y.text, "aspects": list(self.categories)}
            told = yield from ask("feedback", inputs, config)
            charge(rounds, told)
            said = told.outputs or {"feedback": [], "stop": True}
            remarks: list[Remark] = said["feedback"]
            scores.append(_score(remarks, accepted=bool(told.outputs) and said["stop"]))
            if said["stop"] or len(rounds) > self.max_rounds:
                break
            passed(item, rounds)
            inputs = item.shared | {"text": y.text, "history": history[:], "feedback": remarks}
            reply = yield from ask("rework", inputs, config)
            if not (text := written(item, reply, y.text)):
                charge(rounds, reply)
                break
            rounds.append(rewritten(item, y, text, _faults(remarks), reply.cost))
            history.append(_earlier(y.text, remarks))
        return (yield from ended(item, rounds, _best(scores)))


def _score(remarks: Sequence[Remark], *, accepted: bool) -> float:
    """The mean over the aspects that were scored; without any, whether the text was accepted."""
    return fmean(int(remark.score) for remark in remarks) if remarks else MOST * accepted


def _best(scores: Sequence[float]) -> int:
    """The text with the highest score, the latest of equals; round 0 without scores."""
    return max(range(len(scores)), key=lambda at: (scores[at], at), default=0)


def _faults(remarks: Sequence[Remark]) -> list[Weakness]:
    """The remarks that ask for something, as weaknesses."""
    return [
        Weakness(category=one.aspect, quote=one.quote, problem=one.problem, fix=one.fix)
        for one in remarks
        if one.problem or one.fix
    ]


def _earlier(text: str, remarks: Sequence[Remark]) -> Earlier:
    said = [f"{one.aspect}: {one.problem} {one.fix}".strip() for one in remarks]
    score = sum(int(remark.score) for remark in remarks)
    return Earlier(text=text, remarks=said, score=f"{score} of {MOST * len(remarks)}")
