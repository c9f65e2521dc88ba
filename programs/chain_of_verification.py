"""chain_of_verification: question the draft's facts, answer without it, put it right."""

from collections.abc import Sequence
from typing import Any, ClassVar

import dspy

from redraft.signatures import AnswerQuestion, Correct, CrossCheck, Draft, Questions, Verify
from redraft.signatures.notes import Checked, Finding
from redraft.signatures.records import Round
from redraft.signatures.types import Weakness
from redraft.texts.ids import known_as
from redraft.texts.unchanged import empty

from .asking import ask, ask_all, borne
from .chosen import at_least
from .ending import charge, ended, passed
from .item import Item
from .program import Program
from .result import Result
from .steps import Ask, Steps
from .writing import drafted, rewritten, seeded, written

__all__ = ["ChainOfVerification"]


class ChainOfVerification(Program):
    """Plan questions about the draft, answer each on its own without it, revise.

    Chain-of-Verification (Dhuliawala et al., arXiv 2309.11495, section 3), its factor+revise
    form: each answer is a call of its own that sees neither the draft nor the other answers
    (here the task and the requirements, from which such a text takes its facts); then text
    and answers are cross-checked, and the text is revised where they do not agree. It is
    left alone where they do. At most `n` questions are asked, the first of up to 8 planned.

    Calls: at most 5 + n (draft, questions, n answers, cross-check, revise,
    verify); depth 6, the answers side by side.
    `status`: `ready`, `not_ready`, `over_budget` (the best so far), `failed` (no draft).
    """

    name: ClassVar[str] = "chain_of_verification"

    def __init__(self, n: int = 4, *, seed: int = 0) -> None:
        super().__init__()
        at_least(1, most=8, n=n)
        self.draft = dspy.Predict(Draft)
        self.questions = dspy.Predict(Questions)
        self.answer = dspy.Predict(AnswerQuestion)
        self.cross_check = dspy.Predict(CrossCheck)
        self.correct = dspy.Predict(Correct)
        self.verify = dspy.Predict(Verify)
        self.n = n
        self.seed = seed

    def trace(self, item: Item, rounds: list[Round]) -> Steps[Result]:
        """Draft, plan, answer, cross-check, revise."""
        rounds.append((yield from drafted(item, seeded(self.seed))))
        if empty(rounds[0].text):
            return Result("failed", tuple(rounds))
        answers = yield from self._answers(item, rounds)
        findings = yield from self._findings(item, rounds, answers)
        if findings:
            passed(item, rounds)
            inputs = self._seen(item, rounds) | {"answers": answers, "findings": findings}
            reply = yield from ask("correct", inputs, seeded(self.seed, 1))
            if text := written(item, reply, rounds[0].text):
                faults = _faults(findings, answers)
                rounds.append(rewritten(item, rounds[0], text, faults, reply.cost))
            else:
                charge(rounds, reply)
        return (yield from ended(item, rounds))

    def _answers(self, item: Item, rounds: list[Round]) -> Steps[list[Checked]]:
        """Questions about the draft, each answered by a call that does not see it."""
        config = seeded(self.seed, 1)
        inputs = self._seen(item, rounds) | {"how_many": self.n}
        plan = yield from ask("questions", inputs, config)
        charge(rounds, plan)
        said: list[str] = plan.outputs["questions"] if plan.outputs else []
        questions = [text for text in dict.fromkeys(said) if text][: self.n]
        source = {name: item.shared[name] for name in ("task", "requirements")}
        asks = [Ask("answer", source | {"question": text}, config) for text in questions]
        replies = yield from ask_all(asks)
        charge(rounds, *replies)
        borne(replies)
        return [
            Checked(id=f"q{number}", question=text, **reply.outputs)
            for number, (text, reply) in enumerate(zip(questions, replies, strict=True), 1)
            if reply.outputs
        ]

    def _findings(
        self, item: Item, rounds: list[Round], answers: list[Checked]
    ) -> Steps[list[Finding]]:
        """Where the draft and the answers do not agree."""
        if not answers:
            return []
        inputs = self._seen(item, rounds) | {"answers": answers}
        reply = yield from ask("cross_check", inputs, {"temperature": 0.0})
        charge(rounds, reply)
        said: list[Finding] = reply.outputs["findings"] if reply.outputs else []
        known = [answer.id for answer in answers]
        found = [one.model_copy(update={"question": known_as(one.question, known)}) for one in said]
        return [one for one in found if one.agreement != "consistent" and one.question in known]

    def _seen(self, item: Item, rounds: Sequence[Round]) -> dict[str, Any]:
        return item.shared | {"text": rounds[0].text}


def _faults(findings: Sequence[Finding], answers: Sequence[Checked]) -> list[Weakness]:
    """What does not agree, as weaknesses."""
    asked = {answer.id: answer for answer in answers}
    return [
        Weakness(
            category="technical accuracy",
            quote=one.quote,
            problem=f"{one.agreement} with: {asked[one.question].question} "
            f"{asked[one.question].answer}",
            fix=one.fix,
        )
        for one in findings
    ]
