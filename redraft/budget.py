"""Caps on calls, tokens and money: reserved before a call, settled after it.

What a call may cost at most (every byte of its prompt a token, its whole reply limit)
is taken from the budget before it is sent, so a cap is never passed, however many
threads ask at once; what it did not use is given back.
"""

import asyncio
import threading
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Protocol

from redraft.prices import FREE, Price, dollars
from redraft.programs.meter import OverBudget, capped

__all__ = ["Budget", "Hold", "Ledger", "current", "spending"]

_PAUSE = 0.02  # seconds between two looks at a budget that others hold


@dataclass(frozen=True)
class Hold:
    """What is held for one call: its most tokens and picodollars, and the limit of its reply.

    `limit` is None where neither tokens nor money have a cap; `loop` is the event loop that
    awaits the call.
    """

    tokens: int
    cost: int
    limit: int | None
    price: Price = FREE
    loop: Any = None
    id: int = field(default_factory=count(1).__next__)


class Ledger(Protocol):
    """Writes down what a budget does, so that a process that is killed forgets no call."""

    def held(self, hold: Hold) -> None:
        """A call is about to be made."""

    def settled(self, hold: Hold, calls: int, tokens: int, cost: int) -> None:
        """It is over, and took so much."""


class Budget:
    """At most `tokens` tokens (prompt and reply together), `calls` calls and `cost` picodollars.

    None is no cap. `prices` says what a model's tokens cost; one that it does not name is
    free. `ledger` is told of every call before and after it is made. `refused` is the cap that
    did not bear the last call that was refused, and what that could have needed.
    """

    def __init__(
        self,
        tokens: int | None = None,
        calls: int | None = None,
        cost: int | None = None,
        *,
        prices: Mapping[str, Price] | None = None,
        ledger: Ledger | None = None,
    ) -> None:
        self.tokens = tokens
        self.calls = calls
        self.cost = cost
        self.prices = prices or {}
        self.spent_tokens = 0
        self.spent_calls = 0
        self.spent_cost = 0
        self.refused = ("", 0)
        self._ledger = ledger
        self._held_tokens = 0
        self._held_cost = 0
        self._loops: list[Any] = []  # of the holds that were taken in one, None for the others
        self._room = threading.Condition()

    @property
    def owed(self) -> tuple[int, int, int]:
        """Calls, tokens and picodollars that are spent, and what calls under way hold."""
        with self._room:
            tokens, cost = self._held_tokens, self._held_cost
            return self.spent_calls, self.spent_tokens + tokens, self.spent_cost + cost

    def reserve(self, prompt: int, reply: int, floor: int, model: str = "") -> Hold:
        """Hold room for a call of `prompt` tokens, and a reply of up to `reply`.

        The hold's limit is `reply` or what is left, if that is less but at least `floor`.
        Waits while calls under way hold what this one needs.

        Raises:
            OverBudget: what is left would not hold the prompt and `floor` tokens of reply.
            RuntimeError: what it would wait for is awaited in the event loop that it blocks.
        """
        price, loop = self.prices.get(model, FREE), _running()
        with self._room:
            while not self._fits(prompt, reply, floor, price):
                if loop is not None and loop in self._loops:
                    raise RuntimeError(
                        "a call waits for what others of this event loop hold of the budget: "
                        "await the program's acall, or call it in a thread of its own"
                    )
                self._room.wait()
            return self._take(prompt, reply, price)

    async def areserve(self, prompt: int, reply: int, floor: int, model: str = "") -> Hold:
        """Like `reserve`, without blocking the event loop while it waits."""
        price = self.prices.get(model, FREE)
        while True:
            with self._room:
                if self._fits(prompt, reply, floor, price):
                    return self._take(prompt, reply, price, _running())
            await asyncio.sleep(_PAUSE)

    def settle(self, hold: Hold, prompt: int, reply: int, *, calls: int = 1) -> None:
        """Give back the hold of one call and count what it used."""
        self._count(hold, calls, prompt + reply, hold.price.of(prompt, reply))

    def forfeit(self, hold: Hold) -> None:
        """Count the whole hold: nobody knows what the call used, only that it used no more."""
        self._count(hold, 1, hold.tokens, hold.cost)

    def _count(self, hold: Hold, calls: int, tokens: int, cost: int) -> None:
        with self._room:
            self._loops.remove(hold.loop)
            self._held_tokens -= hold.tokens
            self._held_cost -= hold.cost
            self.spent_calls += calls - 1  # it counted as one from the start
            self.spent_tokens += tokens
            self.spent_cost += cost
            self._room.notify_all()
        if self._ledger:
            self._ledger.settled(hold, calls, tokens, cost)

    def _fits(self, prompt: int, reply: int, floor: int, price: Price) -> bool:
        """Whether the call may go now; False if it may once others have settled."""
        if self.calls is not None and self.spent_calls >= self.calls:
            self.refused = ("calls", 1)
            raise OverBudget(f"{self.calls:,} calls are used up")
        fits = True
        if self.tokens is not None:
            left = self.tokens - self.spent_tokens - prompt
            if left < floor:
                self.refused = ("tokens", prompt + floor)
                used = f"{self.spent_tokens:,} of {self.tokens:,} tokens are used"
                raise OverBudget(f"{used}, and the next call could need {prompt + floor:,}")
            fits = left - self._held_tokens >= reply or not self._held_tokens
        if self.cost is not None:
            need = price.of(prompt, floor)
            if self.spent_cost + need > self.cost:
                self.refused = ("cost", need)
                used = f"{dollars(self.spent_cost)} of {dollars(self.cost)} are used"
                raise OverBudget(f"{used}, and the next call could need {dollars(need)}")
            whole = self.spent_cost + self._held_cost + price.of(prompt, reply)
            fits = fits and (whole <= self.cost or not self._held_cost)
        return fits

    def _take(self, prompt: int, reply: int, price: Price, loop: Any = None) -> Hold:
        limit = reply
        if self.tokens is not None:
            limit = min(limit, self.tokens - self.spent_tokens - self._held_tokens - prompt)
        if self.cost is not None and price.reply:
            left = self.cost - self.spent_cost - self._held_cost - price.of(prompt, 0)
            limit = min(limit, left // price.reply)
        capped = self.tokens is not None or self.cost is not None
        cost = price.of(prompt, limit)
        hold = Hold(prompt + limit, cost, limit if capped else None, price, loop)
        if self._ledger:
            self._ledger.held(hold)
        self.spent_calls += 1
        self._held_tokens += hold.tokens
        self._held_cost += hold.cost
        self._loops.append(loop)
        return hold


def _running() -> Any:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


def current() -> Budget | None:
    """The budget that calls in this context count against, if any."""
    budget: Budget | None = capped.get()
    return budget


def spending(budget: Budget) -> AbstractContextManager[Budget]:
    """Count every call within this block against `budget`, and yield it."""
    return capped.of(budget)
