"""The event loop that rows run on: what takes no time is done where it stands."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from functools import partial
from typing import Any

__all__ = ["Loop"]

BRIEF = frozenset(
    {
        ("dspy.clients.capabilities", "capabilities"),
        ("dspy.clients.execution", "prepare"),
        ("dspy.clients.execution", "_price_result"),
        ("dspy.clients.engines.lm15_engine", "_Routing._target"),
    }
)
"""What DSPy 3.4 does in a thread around each call of a server, by module and name."""


class Loop(asyncio.SelectorEventLoop):
    """Does at once what `BRIEF` names, and all else in threads as every loop does.

    DSPy hands that to threads since it may read a file of media, or a login at the first
    call. Texts have no media, and four hops between threads cost a call more than the work.
    """

    def run_in_executor(  # type: ignore[override]
        self, executor: Executor | None, func: Callable[..., Any], *args: Any
    ) -> asyncio.Future[Any]:
        """A future of what `func` returns or raises; one that is there already if it is brief."""
        if executor is not None or not _brief(func):
            return super().run_in_executor(executor, func, *args)
        future = self.create_future()
        try:
            future.set_result(func(*args))
        except Exception as error:  # noqa: BLE001 - raised where it is awaited
            future.set_exception(error)
        return future


def _brief(func: Callable[..., Any]) -> bool:
    """Whether it is one of those, as `asyncio.to_thread` hands it over: `context.run(it, ...)`."""
    if not isinstance(func, partial) or not func.args:
        return False
    inner = func.args[0]
    return (getattr(inner, "__module__", ""), getattr(inner, "__qualname__", "")) in BRIEF
