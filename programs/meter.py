"""What the calls of a step cost, told by whoever makes them to whoever counts them."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from logging import getLogger
from typing import Any

import dspy

from .scoped import Scoped

__all__ = ["Meter", "OverBudget", "capped", "counting", "counts", "metering", "record"]


class OverBudget(Exception):  # noqa: N818 - it is the status's name
    """The next call could pass a cap, so it was not made; or its reply was cut by the cap.

    `torn` is what came of such a reply: the response, then its fields as far as they can be
    read.
    """

    def __init__(self, why: str, *, torn: Any = None) -> None:
        super().__init__(why)
        self.torn = torn


@dataclass
class Meter:
    """Counts over the calls of one step; tokens as the server reported them.

    `hits` of the calls were answered from a cache of replies, and `spared_tokens` of the
    tokens are theirs: what they would have cost.
    """

    calls: int = 0
    prompt_tokens: int = 0
    cached_tokens: int = 0
    new_tokens: int = 0
    repairs: int = 0
    retries: int = 0
    cut: int = 0
    hits: int = 0
    spared_tokens: int = 0


capped = Scoped[Any]("redraft_budget", None)
"""The budget in force, if any."""

_log = getLogger(__name__)


def counts() -> None:
    """See that somebody counts the calls: an adapter of DSPy's own does not.

    Raises:
        ValueError: nobody does, and a budget is in force.
    """
    adapter = dspy.settings.adapter
    if getattr(adapter, "metered", False):
        return
    name = "DSPy's own adapter" if adapter is None else f"dspy.{type(adapter).__name__}"
    use = "ask with dspy.configure(adapter=redraft.adapter.PrefixAdapter())"
    if capped.get() is not None:
        raise ValueError(f"{name} counts no calls, so no budget would hold: {use}")
    _log.warning("%s counts no calls, so that costs are told as 0: %s", name, use)


_current: ContextVar[Meter | None] = ContextVar("redraft_meter", default=None)


@contextmanager
def metering() -> Iterator[Meter]:
    """Count what `record` tells within this block, in this thread or task.

    What a block that fails has counted is counted by the block around it.
    """
    meter = Meter()
    token = _current.set(meter)
    failed = True
    try:
        yield meter
        failed = False
    finally:
        _current.reset(token)
        if failed:
            record(**vars(meter))


def counting() -> bool:
    """Whether a step is counted here."""
    return _current.get() is not None


def record(**counts: int) -> None:
    """Add to the counts of the step under way, if one is counted."""
    meter = _current.get()
    if meter is not None:
        for name, count in counts.items():
            setattr(meter, name, getattr(meter, name) + count)
