"""How a technique asks: one question, or several side by side."""

from collections.abc import Iterable
from typing import Any

from .meter import OverBudget
from .steps import Ask, Reply, Steps

__all__ = ["ask", "ask_all", "borne"]


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
