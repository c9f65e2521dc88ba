"""Several workers on one queue, until it is empty or one of them fails, and their connections."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

__all__ = ["UNKEPT", "connected", "together"]

UNKEPT = {"disable_history": True, "trace": None, "track_usage": False}
"""Settings under which DSPy keeps nothing of a call: many of them would fill the memory."""


async def together(work: Callable[[], Awaitable[None]], count: int) -> None:
    """`count` times `work` at once; what one raises ends the others, and is raised."""
    workers = [asyncio.ensure_future(work()) for _ in range(count)]
    try:
        await asyncio.gather(*workers)
    finally:
        for worker in workers:
            worker.cancel()
        await asyncio.gather(*workers, return_exceptions=True)


@asynccontextmanager
async def connected(lms: Iterable[Any]) -> AsyncIterator[None]:
    """Close, at the end, the connections of these models: those of this event loop, and sync ones.

    DSPy keeps them open as long as the model is there, even when their loop has ended.
    """
    async with AsyncExitStack() as closing:
        for lm in {id(lm): lm for lm in lms if hasattr(lm, "aclose")}.values():
            closing.push_async_callback(lm.aclose)
        yield
