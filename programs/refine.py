"""refine: draft, then critique, rewrite and verify until the checklist is ticked."""

from collections.abc import Sequence
from typing import ClassVar

import dspy

from redraft.signatures import Critique, Draft, EditText, Revise, Verify
from redraft.signatures.records import Rejected, Round, Status, StepCost
from redraft.signatures.types import CATEGORIES, Verdict, Weakness
from redraft.texts.unchanged import empty

from .asking import ask
from .chosen import MOST_WEAKNESSES, among, at_least, texts
from .guards import audit, complete, creep, echoes, ledger, named, open_boxes, sieve
from .item import Item
from .judge import coded, judge, judged
from .policies.accept import fault
from .policies.attempt import Attempt
from .policies.best import best
from .policies.rewrite import REWRITES
from .policies.stop import STOPS, Stop, stopped
from .program import Program
from .result import Result
from .steps import Steps, watcher
from .writing import drafted, seeded

__all__ = ["Refine"]

LADDER = ("edits", "whole", "sample", "restart")
"""The rewriting policies in the order in which a round tries them."""
FAR_OFF = 0.5
"""Share of code's boxes ticked under which a text is written anew before it is mended."""
LEAST_FACTS = 3
"""Boxes that code must answer before it calls a text far off."""


class Refine(Program):
    """Refine a text against its checklist, at most `max_rounds` rounds of three steps.

    Self-Refine (arXiv 2303.17651) with feedback from outside its model: the boxes that failed
    (RefineBench, arXiv 2511.22173). Every weakness is grounded in a quote or a named
    omission, every fix in an edit, every ticked box in evidence; unticked boxes and what the
    audit found go into the next critique; the best text of the trajectory is returned, never
    blindly the last.

    Calls: 2 for the draft and its verdicts, then 3 a round, and one or more for each
    rewrite that was not taken; depth: the same, the rewrites of `sample` side by side.
    `min_rounds=0` leaves a draft alone that is already ready.

    `status`: `ready`, `not_ready` (rounds used up), `unchanged` (no rewrite worth taking),
    `stalled` (two rounds without a gain), `over_budget` (the best text so far), `failed`
    (no draft). A step whose reply cannot be read is recorded in its `StepCost.error` and
    the loop goes on without it.
    """

    name: ClassVar[str] = "refine"

    def __init__(
        self,
        max_rounds: int = 3,
        *,
        min_rounds: int = 1,
        min_weaknesses: int = 3,
        categories: Sequence[str] = CATEGORIES,
        rewrites: Sequence[str] = LADDER,
        stops: Sequence[Stop] = STOPS,
        seed: int = 0,
    ) -> None:
        super().__init__()
        at_least(0, max_rounds=max_rounds, min_rounds=min_rounds)
        at_least(0, most=MOST_WEAKNESSES, min_weaknesses=min_weaknesses)
        among("rewrites", texts("rewrites", rewrites), REWRITES)
        self.draft = dspy.Predict(Draft)
        self.critique = dspy.Predict(Critique)
        self.revise = dspy.Predict(Revise)
        self.edit = dspy.Predict(EditText)
        self.verify = dspy.Predict(Verify)
        self.max_rounds = max_rounds
        self.min_rounds = min(min_rounds, max_rounds)
        self.min_weaknesses = min_weaknesses
        self.categories = texts("categories", categories)
        self.rewrites = tuple(rewrites)
        self.stops = tuple(stops)
        self.seed = seed

    def trace(self, item: Item, rounds: list[Round]) -> Steps[Result]:
        """Draft, then rounds until a stop policy says why to end."""
        rounds.append((yield from drafted(item, seeded(self.seed))))
        if empty(rounds[0].text):
            return Result("failed", tuple(rounds))
        rounds[0] = yield from judged(item, rounds[0])
        while (status := self._stopped(rounds)) is None:
            yield from self._round(item, rounds)
        return Result(status, tuple(rounds), best(rounds))

    def _stopped(self, rounds: Sequence[Round]) -> Status | None:
        watcher().finished(rounds[-1])
        limits = {"min_rounds": self.min_rounds, "max_rounds": self.max_rounds}
        return stopped(rounds, stops=self.stops, **limits)

    def _round(self, item: Item, rounds: list[Round]) -> Steps[None]:
        """One critique, rewrite, verify, from the best text so far; it stays if none is taken."""
        base, number = rounds[best(rounds)], len(rounds)
        found, cost = yield from self._weaknesses(item, base, rounds[-1], number)
        told = echoes(item.task, item.checklist, base.text)
        kept, dropped = sieve([*told, *found], base.text)
        kept, again = open_boxes(item.checklist, base.unticked, kept, base.text)
        taken, policy, rejected, costs = yield from self._rewrite(item, base, kept, number)
        shown = Round(
            number=number,
            base=base.number,
            text=base.text,
            policy=policy,
            weaknesses=kept,
            dropped=[*dropped, *again],
            rejected=rejected,
            steps=[cost, *costs],
        )
        if not taken:
            rounds.append(audited(item, base, shown, Attempt(base.text), base.verdicts))
            return
        first = max(taken, key=lambda one: _ticks(coded(item, one.text or "")))
        facts = complete(coded(item, first.text or ""), item.checklist)
        rounds.append(audited(item, base, shown, first, facts))  # if the budget ends here
        chosen, verdicts, spent = yield from pick(item, taken)
        rounds[-1] = audited(item, base, shown, chosen, verdicts, spent)

    def _weaknesses(
        self, item: Item, base: Round, last: Round, number: int
    ) -> Steps[tuple[list[Weakness], StepCost]]:
        """Critique, with the unticked boxes and the audit of the last round in view."""
        inputs = item.shared | {
            "text": base.text,
            "categories": list(self.categories),
            "unticked": base.unticked,
            "audit": audit(last.ledger),
            "min_weaknesses": self.min_weaknesses,
        }
        reply = yield from ask("critique", inputs, seeded(self.seed, number))
        found = reply.outputs["weaknesses"] if reply.outputs else []
        ids = [*(box.id for box in item.checklist), *(one.id for one in item.requirements)]
        return named(found, self.categories, ids), reply.cost

    def _rewrite(
        self, item: Item, base: Round, weaknesses: list[Weakness], number: int
    ) -> Steps[tuple[list[Attempt], str, list[Rejected], list[StepCost]]]:
        """The first rewrites worth taking; each policy has its own seed and temperature."""
        rejected, costs = list[Rejected](), list[StepCost]()
        before = coded(item, base.text)
        for turn, policy in enumerate(in_order(self.rewrites, base) if weaknesses else ()):
            config = seeded(self.seed, number, turn)
            attempts = yield from REWRITES[policy](item, base.text, weaknesses, config)
            taken = list[Attempt]()
            for attempt in attempts:
                costs += attempt.costs
                after = coded(item, attempt.text or "")
                reason, detail = fault(item, base.text, weaknesses, attempt, before, after)
                if reason:
                    text = attempt.text or ""
                    note = Rejected(policy=policy, reason=reason, detail=detail, text=text)
                    rejected.append(note)
                else:
                    taken.append(attempt)
            if taken:
                return taken, policy, rejected, costs
        return [], "", rejected, costs


def audited(
    item: Item,
    base: Round,
    shown: Round,
    attempt: Attempt,
    verdicts: Sequence[Verdict],
    spent: Sequence[StepCost] = (),
) -> Round:
    """The round with this text, what became of each weakness in it, and its verdicts."""
    new, kept = attempt.text or "", shown.weaknesses
    said = [requirement.says for requirement in item.requirements]
    found = {
        "text": new,
        "changes": list(attempt.changes),
        "ledger": ledger(kept, attempt.changes, base.text, new, verdicts),
        "scope_creep": creep(item.task, said, item.checklist, kept, base.text, new),
        "verdicts": list(verdicts),
        "steps": [*shown.steps, *spent],
    }
    return shown.model_copy(update=found)


def pick(
    item: Item, attempts: Sequence[Attempt]
) -> Steps[tuple[Attempt, list[Verdict], list[StepCost]]]:
    """The attempt that ticks most of code's boxes, and of those most in all, with its verdicts."""
    facts = [_ticks(coded(item, attempt.text or "")) for attempt in attempts]
    judged, costs = list[tuple[Attempt, list[Verdict]]](), list[StepCost]()
    for attempt in (one for one, ticks in zip(attempts, facts, strict=True) if ticks == max(facts)):
        verdicts, spent = yield from judge(item, attempt.text or "")
        judged.append((attempt, verdicts))
        costs += spent
    attempt, verdicts = max(judged, key=lambda pair: _ticks(pair[1]))
    return attempt, verdicts, costs


def in_order(rewrites: Sequence[str], base: Round) -> Sequence[str]:
    """The policies in the order to try them, as far as the text is worth them.

    A text that ticks every box is mended or left alone: to write it anew can only lose boxes.
    What fails most of code's boxes is written anew first: to mend passage by passage what has
    next to nothing right takes a small model more tokens than a new draft, and it copies more
    than it mends: so it went with examples/incident-draft.txt.
    """
    if base.verdicts and not base.unticked:
        return rewrites[:1]
    facts = [verdict for verdict in base.verdicts if verdict.by == "code"]
    far_off = len(facts) >= LEAST_FACTS and _ticks(facts) < FAR_OFF * len(facts)
    return sorted(rewrites, key=lambda one: one != "restart") if far_off else rewrites


def _ticks(verdicts: Sequence[Verdict]) -> int:
    return sum(verdict.checked for verdict in verdicts)
