"""Caps on calls and tokens: reserved before a call, settled after it.

What a call may cost at most (every byte of its prompt a token, its whole reply limit)
is taken from the budget before it is sent, so a cap is never passed, however many
threads ask at once; what it did not use is given back.
"""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from redraft.programs.meter import OverBudget

__all__ = ["Budget", "current", "spending"]

_PAUSE = 0.02  # seconds between two looks at a budget that others hold


class Budget:
    """At most `tokens` tokens (prompt and reply together) and `calls` calls; None: no cap."""

    def __init__(self, tokens: int | None = None, calls: int | None = None) -> None:
        self.tokens = tokens
        self.calls = calls
        self.spent_tokens = 0
        self.spent_calls = 0
        self._held = 0
        self._room = threading.Condition()

    def reserve(self, prompt: int, reply: int, floor: int) -> int | None:
        """Hold room for a call of `prompt` tokens; the reply limit it may be sent with.

        The limit is `reply` or what is left, if that is less but at least `floor`; None
        where tokens have no cap. Waits while calls under way hold what this one needs.

        Raises:
            OverBudget: what is left would not hold the prompt and `floor` tokens of reply.
        """
        with self._room:
            while not self._fits(prompt, reply, floor):
                self._room.wait()
            return self._take(prompt, reply)

    async def areserve(self, prompt: int, reply: int, floor: int) -> int | None:
        """Like `reserve`, without blocking the event loop while it waits."""
        while True:
            with self._room:
                if self._fits(prompt, reply, floor):
                    return self._take(prompt, reply)
            await asyncio.sleep(_PAUSE)

    def settle(self, held: int, used: int) -> None:
        """Give back the hold of one call and count what it used."""
        with self._room:
            self._held -= held
            self.spent_tokens += used
            self._room.notify_all()

    def _fits(self, prompt: int, reply: int, floor: int) -> bool:
        """Whether the call may go now; False if it may once others have settled."""
        if self.calls is not None and self.spent_calls >= self.calls:
            raise OverBudget(f"{self.calls} calls are used up")
        if self.tokens is None:
            return True
        left = self.tokens - self.spent_tokens - prompt
        if left < floor:
            raise OverBudget(
                f"{self.spent_tokens:,} of {self.tokens:,} tokens are used, and the next "
                f"call could need {prompt + floor:,}"
            )
        return left - self._held >= reply or not self._held

    def _take(self, prompt: int, reply: int) -> int | None:
        self.spent_calls += 1
        if self.tokens is None:
            return None
        limit = min(reply, self.tokens - self.spent_tokens - self._held - prompt)
        self._held += prompt + limit
        return limit


_current: ContextVar[Budget | None] = ContextVar("redraft_budget", default=None)


def current() -> Budget | None:
    """The budget that calls in this context count against, if any."""
    return _current.get()


@contextmanager
def spending(budget: Budget) -> Iterator[Budget]:
    """Count every call within this block against `budget`."""
    token = _current.set(budget)
    try:
        yield budget
    finally:
        _current.reset(token)
