"""best_of_n: some drafts, and the best of them."""

import copy
from functools import partial
from typing import Any, ClassVar

import dspy

from redraft.signatures import Draft, Verify
from redraft.signatures.records import Rejected, Round
from redraft.texts.unchanged import empty

from .asking import ask_all, borne
from .chosen import at_least
from .ending import settled
from .guards import chats, refuses
from .item import Item
from .judge import answered, verification
from .policies.best import merit
from .program import Program
from .result import Result
from .steps import Ask, Reply, Steps, watcher
from .writing import opening, seeded, written

__all__ = ["BestOfN"]


class BestOfN(Program):
    """Draft `n` times under seeds of their own; return the draft that ticks most boxes.

    Boxes that code answers count first; the verifier is asked only of the drafts that are
    best by them. The control for what a loop spends: with `n` chosen so that it costs as
    many tokens, a loop has to beat it (Huang et al., arXiv 2310.01798, section 4, of debate
    against as many samples). A given draft is one of the `n`. `matched` chooses `n` so.

    Calls: at most 2 n (n drafts, a verify for each that is best by code); depth 2, matched 2 n.
    `status`: `ready`, `not_ready`, `over_budget` (the best so far), `failed` (no draft).
    """

    name: ClassVar[str] = "best_of_n"
    tokens: int | None = None
    """Tokens to spend in place of `n` drafts."""

    def __init__(self, n: int = 4, *, seed: int = 0) -> None:
        super().__init__()
        at_least(1, n=n)
        self.draft = dspy.Predict(Draft)
        self.verify = dspy.Predict(Verify)
        self.n = n
        self.seed = seed

    def matched(self, tokens: int) -> "BestOfN":
        """The same program, which drafts until one more would come no nearer to `tokens`.

        Drafts come one after another, each judged before the next, so that what is spent
        and `tokens` are never further apart than a draft and its verdicts cost.
        """
        other = copy.copy(self)
        other.tokens = tokens
        return other

    def trace(self, item: Item, rounds: list[Round]) -> Steps[Result]:
        """Draft side by side, judge side by side, take the best; matched, one by one."""
        drafts = [] if item.draft is None else [opening(item, item.draft, [])]
        yield from self._wave(item, drafts, rounds, self.n if self.tokens is None else 1)
        while self._nearer(drafts):
            yield from self._wave(item, drafts, rounds, len(drafts) + 1)
        if empty(rounds[0].text):
            return Result("failed", tuple(rounds))
        watcher().finished(rounds[0])
        return settled(rounds, 0)

    def _wave(self, item: Item, drafts: list[Round], rounds: list[Round], n: int) -> Steps[None]:
        """Draft until there are `n`, judge those that are best, put what is chosen in `rounds`."""
        turns = range(len(drafts), n)
        replies = yield from ask_all(
            [Ask("draft", item.shared, self._config(turn)) for turn in turns]
        )
        drafts += [opening(item, written(item, reply), [reply.cost]) for reply in replies]
        rounds[:] = [_chosen(item, drafts)]
        borne(replies)
        if empty(rounds[0].text):
            return
        replies = yield from self._judge(item, drafts)
        rounds[:] = [_chosen(item, drafts)]
        borne(replies)

    def _nearer(self, drafts: list[Round]) -> bool:
        """Whether one more draft, at what those written have cost, comes nearer to `tokens`."""
        if self.tokens is None:
            return False
        spent = [sum(cost.tokens for cost in draft.steps) for draft in drafts]
        made = [
            tokens
            for tokens, draft in zip(spent, drafts, strict=True)
            if any(cost.step == "draft" for cost in draft.steps)
        ]
        left = self.tokens - sum(spent)
        each = sum(made) / len(made) if made else 1
        return 0 < each <= 2 * left

    def _judge(self, item: Item, drafts: list[Round]) -> Steps[list[Reply]]:
        """Put the verifier's verdicts into those of `drafts` that are best by code."""
        most = max(_by_code(item, draft) for draft in drafts)
        best = [
            at
            for at, draft in enumerate(drafts)
            if _by_code(item, draft) == most
            and not any(cost.step == "verify" for cost in draft.steps)
        ]
        asks = [verification(item, drafts[at].text) for at in best]
        replies = yield from ask_all([ask for ask in asks if ask])
        for at, reply in zip(best, replies, strict=False):
            told = answered(item, drafts[at].text, reply)
            steps = [*drafts[at].steps, reply.cost]
            drafts[at] = drafts[at].model_copy(update={"verdicts": told, "steps": steps})
        return replies

    def _config(self, turn: int) -> dict[str, Any]:
        """The first draft is that of `one_shot`; the others are hotter, as in `dspy.BestOfN`."""
        return seeded(self.seed, 0, turn) | ({"temperature": 1.0} if turn else {})


def _by_code(item: Item, draft: Round) -> tuple[bool, int]:
    return _sound(item, draft), merit(draft)[0]


def _rank(item: Item, draft: Round) -> tuple[bool, int, float]:
    return _sound(item, draft), *merit(draft)


def _sound(item: Item, draft: Round) -> bool:
    """Whether it is a text at all: a refusal, or a word about the text, ticks boxes too."""
    return not (empty(draft.text) or refuses(draft.text, task=item.task) or chats(draft.text))


def _chosen(item: Item, drafts: list[Round]) -> Round:
    """The best draft, the first of equals, with what all cost; the others as rejected."""
    best = max(drafts, key=partial(_rank, item))
    others = [
        Rejected(
            policy="sample", reason="not the best", detail=f"{draft.share:.0%}", text=draft.text
        )
        for draft in drafts
        if draft is not best
    ]
    steps = [cost for draft in drafts for cost in draft.steps]
    return best.model_copy(update={"rejected": others, "steps": steps})
