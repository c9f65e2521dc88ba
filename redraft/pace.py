"""How many calls go at once, and when one that failed is tried again.

A server that refuses calls as too many is asked less at once, and not before it said that
it takes more; then slowly more again (additive increase, multiplicative decrease, as in
Chiu and Jain, 1989).
"""

import asyncio
import random
import time
from collections import deque
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar

from dspy.utils.exceptions import LMError, LMProviderError, LMRateLimitError, is_retryable_lm_error

__all__ = ["TRIES", "Pace", "pace", "pacing", "pause"]

TRIES = 4
"""How often a call is tried where no pace is set."""
FIRST = 1.0
"""Seconds before the first new try where the server names none; doubled with each."""
LONGEST = 60.0
"""Seconds that no wait between two tries is longer than, unless the server asks for more."""
BACK = 0.7
"""What is left of the calls at once when the server refuses one as too many."""


class Pace:
    """At most `most` calls at once, each tried up to `tries` times. For one event loop."""

    def __init__(self, most: int, tries: int = 6) -> None:
        self.most = most
        self.tries = tries
        self.limit = float(most)
        self.refused = 0
        self._going = 0
        self._not_before = 0.0
        self._slowed = 0.0
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._answered: deque[asyncio.Future[None]] = deque()

    @asynccontextmanager
    async def slot(self) -> AsyncIterator[None]:
        """Room for one call. One that passes makes room for a little more."""
        await self._enter()
        began = time.monotonic()
        try:
            yield
            self.limit = min(self.most, self.limit + 1 / self.limit)
        except LMRateLimitError as error:
            self._slow(error, began)
            raise
        finally:
            self._going -= 1
            self._wake()

    async def turn(self) -> None:
        """Wait for one's turn to go on with an answer: one goes on in each pass of the loop.

        The loop passes several times over a call before its answer is read, and what is done
        with one, up to the next question, takes longer than all that. If all that are
        answered went on in the same pass, every other call would wait for all of them.
        """
        turn = asyncio.get_running_loop().create_future()
        self._answered.append(turn)
        if len(self._answered) == 1:
            asyncio.get_running_loop().call_soon(self._go_on)
        await turn

    def _go_on(self) -> None:
        turn = self._answered.popleft()
        if not turn.done():
            turn.set_result(None)
        if self._answered:
            asyncio.get_running_loop().call_soon(self._go_on)

    async def _enter(self) -> None:
        while self._going >= int(self.limit) or time.monotonic() < self._not_before:
            pause = self._not_before - time.monotonic()
            try:
                if pause > 0:
                    await asyncio.sleep(pause)
                    continue
                turn = asyncio.get_running_loop().create_future()
                self._waiting.append(turn)
                await turn
            except asyncio.CancelledError:
                self._wake()  # the turn may have been ours already
                raise
        self._going += 1

    def _wake(self) -> None:
        for _ in range(int(self.limit) - self._going):
            while self._waiting:
                turn = self._waiting.popleft()
                if not turn.done():
                    turn.set_result(None)
                    break

    def _slow(self, error: LMError, began: float) -> None:
        """Fewer at once; calls that were under way at the last time say nothing new."""
        self.refused += 1
        now = time.monotonic()
        self._not_before = max(self._not_before, now + (getattr(error, "retry_after", None) or 0))
        if began >= self._slowed:
            self.limit = max(1.0, self.limit * BACK)
            self._slowed = now


def pause(error: LMError, tries: int, most: int) -> float:
    """Seconds to wait before a call is tried again, after `tries` that failed before this one.

    Raises:
        LMError: `error`, if trying again is of no use, or was tried `most` times.
    """
    if tries + 1 >= most or not _passing(error):
        raise error
    told: float | None = getattr(error, "retry_after", None)
    return min(LONGEST, FIRST * 2**tries) * random.uniform(0.5, 1) if told is None else told


def _passing(error: LMError) -> bool:
    """Whether it may be gone at the next try: what DSPy says, and a reply that is none."""
    if is_retryable_lm_error(error):
        return True
    status = getattr(error, "status", None)
    return isinstance(error, LMProviderError) and isinstance(status, int) and status < 400


_pace: ContextVar[Pace | None] = ContextVar("redraft_pace", default=None)


def pace() -> Pace | None:
    """The pace in force in this context, if any."""
    return _pace.get()


@contextmanager
def pacing(chosen: Pace) -> Iterator[Pace]:
    """Make every asynchronous call within this block at this pace."""
    token = _pace.set(chosen)
    try:
        yield chosen
    finally:
        _pace.reset(token)
