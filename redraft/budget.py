"""Caps on calls and tokens: reserved before a call, settled after it.

What a call may cost at most (every byte of its prompt a token, its whole reply limit)
is taken from the budget before it is sent, so a cap is never passed, however many
threads ask at once; what it did not use is given back.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from redraft.programs.meter import OverBudget

__all__ = ["Budget", "current", "spending"]


class Budget:
    """At most `tokens` tokens (prompt and reply together) and `calls` calls; None: no cap."""

    def __init__(self, tokens: int | None = None, calls: int | None = None) -> None:
        self.tokens = tokens
        self.calls = calls
        self.spent_tokens = 0
        self.spent_calls = 0
        self._held = 0
        self._lock = threading.Lock()

    def reserve(self, prompt: int, reply: int | None, floor: int) -> int | None:
        """Hold room for a call of `prompt` tokens; the reply limit it may be sent with.

        The limit is `reply` or what is left, if that is less but at least `floor`.

        Raises:
            OverBudget: what is left would not hold the prompt and `floor` tokens of reply.
        """
        with self._lock:
            if self.calls is not None and self.spent_calls >= self.calls:
                raise OverBudget(f"{self.calls} calls are used up")
            self.spent_calls += 1
            if self.tokens is None:
                return reply
            left = self.tokens - self.spent_tokens - self._held - prompt
            if left < floor:
                self.spent_calls -= 1
                raise OverBudget(
                    f"{self.spent_tokens:,} of {self.tokens:,} tokens are used, and the next "
                    f"call could need {prompt + floor:,}"
                )
            limit = left if reply is None else min(reply, left)
            self._held += prompt + limit
            return limit

    def settle(self, held: int, used: int) -> None:
        """Give back the hold of one call and count what it used."""
        with self._lock:
            if self.tokens is not None:
                self._held -= held
            self.spent_tokens += used


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
