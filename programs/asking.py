"""How a technique asks: one question, or several side by side."""

from collections.abc import Iterable
from typing import Any, TypeVar

from .meter import OverBudget
from .steps import Ask, Reply, Steps

__all__ = ["ask", "ask_all", "borne", "noted"]

T = TypeVar("T")


def ask(step: str, inputs: dict[str, Any], config: dict[str, Any] | None = None) -> Steps[Reply]:
    """Ask one question and wait for its reply.

    Raises:
        OverBudget: the budget does not bear the call.
    """
    reply: Reply = yield Ask(step, inputs, config or {})
    if reply.over:
        raise OverBudget(reply.over)
    return reply


def ask_all(asks: list[Ask]) -> Steps[list[Reply]]:
    """Ask side by side and wait for all replies; some may be `over`, see `borne`.

    Raises:
        OverBudget: the budget bears none of the calls.
    """
    replies: list[Reply] = (yield asks) if asks else []
    if replies and all(reply.over for reply in replies):
        raise OverBudget(replies[0].over)
    return replies


def borne(replies: Iterable[Reply]) -> None:
    """Go on only if the budget bore every one of these calls.

    Raises:
        OverBudget: it did not.
    """
    for reply in replies:
        if reply.over:
            raise OverBudget(reply.over)


def noted(steps: Steps[T], replies: list[Reply]) -> Steps[T]:
    """The same questions, every reply to them noted."""
    reply: Any = None
    while True:
        try:
            asked = steps.send(reply)
        except StopIteration as done:
            return done.value  # type: ignore[no-any-return]
        reply = yield asked
        replies += reply if isinstance(reply, list) else [reply]
