"""Several workers on one queue, until it is empty or one of them fails."""

import asyncio
from collections.abc import Awaitable, Callable

__all__ = ["UNKEPT", "together"]

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
