"""What becomes of one row while it is worked on: every call and every answer is in the store.

A call is written down with the most that it may take before it is made. What it took is
written down together with the answer, in one transaction: whoever is killed in between
leaves a call whose answer nobody has, and which therefore counts at its most.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from redraft.budget import Hold
from redraft.programs.steps import Ask, Reply
from redraft.recall import Recall, recorded
from redraft.signatures.records import Round, StepCost

from .rows import Settled
from .store import Store

__all__ = ["Books", "RowWatcher", "row"]

_row: ContextVar["RowWatcher"] = ContextVar("redraft_row")


@contextmanager
def row(watcher: "RowWatcher") -> Iterator[None]:
    """Put the calls of this block down to that row."""
    token = _row.set(watcher)
    try:
        yield
    finally:
        _row.reset(token)


class RowWatcher:
    """Answers what was answered before, and keeps what is answered now. A `Watcher`.

    What was said in the calls is kept too where `replies` says so.
    """

    def __init__(
        self, store: Store, run: int, number: int, program: Any, *, replies: bool = True
    ) -> None:
        self._store, self._replies = store, replies
        self.run, self.number = run, number
        self.costs = list[StepCost]()
        self.settled = list[Settled]()
        self._before: dict[int, float] = {}
        self._recall = Recall(program, (s for s in store.steps(run, number) if not s.cut))

    def recall(self, ask: Ask) -> Reply | None:
        """The reply from before the row was interrupted."""
        reply = self._recall(ask)
        if reply is not None:
            cost = reply.cost
            self.costs.append(cost)
            self._before[cost.turn] = max(cost.seconds, self._before.get(cost.turn, 0.0))
        return reply

    @property
    def before(self) -> float:
        """The seconds of the turns that earlier starts have answered."""
        return sum(self._before.values())

    def asked(self, ask: Ask) -> None:
        """Nothing: its calls are written down one by one."""

    def answered(self, ask: Ask, reply: Reply) -> None:
        """Keep the reply, and what its calls took. One that the budget cut is no reply."""
        step, said = recorded(ask, reply), reply.heard if self._replies else ()
        if step.cut:
            return
        self.costs.append(reply.cost)
        anew = step.fingerprint in self._recall.unfit
        self._recall.unfit.discard(step.fingerprint)
        self._store.answered(self.run, self.number, step, self.taken(), said, anew=anew)

    def failed(self, ask: Ask, cost: StepCost) -> None:
        """No answer came; its calls are the row's all the same."""
        self.costs.append(cost)

    def finished(self, round: Round) -> None:
        """Nothing: a row that is done is kept whole."""

    def taken(self) -> list[Settled]:
        """The calls that were settled and are not written down yet."""
        settled, self.settled = self.settled, []
        return settled


class Books:
    """A budget's `Ledger` in the store, row by row."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._open: dict[int, tuple[RowWatcher, int]] = {}

    def held(self, hold: Hold) -> None:
        """Write the call down before it is made."""
        watcher = _row.get()
        note = self._store.hold(watcher.run, watcher.number, hold.tokens, hold.cost)
        self._open[hold.id] = watcher, note

    def settled(self, hold: Hold, calls: int, tokens: int, cost: int) -> None:
        """One with an answer waits for it to be kept; any other is written down at once."""
        watcher, note = self._open.pop(hold.id)
        watcher.settled.append((note, calls, tokens, cost))
        if not tokens:
            self._store.settle(watcher.run, watcher.taken())
