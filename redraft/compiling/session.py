"""All that holds while a program compiles: models, budget, log, and who leads."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Protocol

import dspy
from dspy.utils.exceptions import LMError

from redraft.app import CRITIC_STEPS
from redraft.budget import Budget
from redraft.errors import BudgetError, ModelError, RedraftError
from redraft.failures import told

from .bound import bind
from .calls import Calls
from .line import Line, Switch, connect
from .proposals import Proposals
from .record import Record
from .standing import Standing

__all__ = ["Display", "Session"]

RESERVE = 2
"""How often the cost of measuring the original is kept back for measuring the compiled one."""


class Display(Protocol):
    """Shows a compile as it goes. None of its methods may raise."""

    def note(self, text: str) -> None:
        """Something that a reader should know."""

    def scored(self, runs: int, score: float, best: float | None) -> None:
        """One more run of a candidate was scored."""

    def measured(self, done: int, rows: int) -> None:
        """So many of the held-out rows are done."""


class Session:
    """One start of a compile; within `open`, DSPy asks its models through its adapter."""

    def __init__(self, record: Record, display: Display, lms: Mapping[str, Any]) -> None:
        order = record.order
        self.record = record
        self.display = display
        capped = order.max_cost is not None
        self.calls = Calls(bind(order.log, record.bound(), capped=capped) if order.log else None)
        self.budget = Budget(
            order.settings.max_tokens,
            order.max_calls,
            order.max_cost,
            prices=record.prices,
            ledger=self.calls,
        )
        spent = self.calls.spent
        self.budget.spent_calls, self.budget.spent_tokens, self.budget.spent_cost = spent
        self._lms = lms
        self._connect()
        self.threads = order.threads or (1 if record.model.startswith("local/") else 8)
        self.standing = Standing(
            record.metric,
            threshold=order.threshold,
            judges=self._judges(),
            enough=min(record.knobs.minibatch or 1, len(order.train.rows)),
            told=display.scored,
        )

    @contextmanager
    def open(self) -> Iterator["Session"]:
        """This session, with DSPy set up for it."""
        with dspy.context(
            lm=self.lm,
            adapter=self.adapter,
            callbacks=[self.standing],
            max_errors=10**9,  # what ends a compile ends it at once; the rest is a score of 0
            disable_history=True,
            num_threads=self.threads,
        ):
            yield self

    @contextmanager
    def keeping_back(self) -> Iterator[None]:
        """Leave what follows this block only what doing the like again does not need."""
        budget, order, before = self.budget, self.record.order, self._worth()
        yield
        calls, tokens, cost = (
            RESERVE * (now - was) for now, was in zip(self._worth(), before, strict=True)
        )
        if order.settings.max_tokens is not None:
            budget.tokens = order.settings.max_tokens - tokens
        if order.max_calls is not None:
            budget.calls = order.max_calls - calls
        if order.max_cost is not None:
            budget.cost = order.max_cost - cost

    def _worth(self) -> tuple[int, int, int]:
        """What has been spent, and what answers of earlier starts would have been."""
        calls, tokens, cost = self.calls.saved
        budget = self.budget
        return budget.spent_calls + calls, budget.spent_tokens + tokens, budget.spent_cost + cost

    @contextmanager
    def released(self) -> Iterator[None]:
        """Give this block all that is left, on new lines.

        Threads that an optimizer left behind hold the old ones, which stay cut if they were.
        """
        self._connect()
        self.budget.tokens = self.record.order.settings.max_tokens
        self.budget.calls = self.record.order.max_calls
        self.budget.cost = self.record.order.max_cost
        with self.open():
            yield

    def _connect(self) -> None:
        """Lines to the models, and the switch that cuts them."""
        self.switch, lms = Switch(), self._lms
        self.lm, self.prompt_lm = self._line(lms["main"]), self._line(lms["prompt"])
        critics = {name: self._line(lm) for name, lm in lms.items() if name in CRITIC_STEPS}
        self.adapter = Proposals(self.display.note, critics, self.record.original)

    def _line(self, lm: Any) -> Any:
        line = Line(lm, budget=self.budget, calls=self.calls, switch=self.switch, told=self._told)
        return connect(line)

    def _told(self, error: LMError) -> RedraftError:
        order = self.record.order
        found = told(error, order.settings, prompt_model=order.prompt_model)
        return found if isinstance(found, ModelError | BudgetError) else ModelError(str(found))

    def _judges(self) -> list[dspy.Example]:
        parts = {"val": self.record.order.val, "train": self.record.order.train}
        judged = parts.get(self.record.optimizer.judges)
        return judged.rows if judged else []
