"""What the calls of a step cost, told by whoever makes them to whoever counts them."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

__all__ = ["Meter", "OverBudget", "metering", "record"]


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


_current: ContextVar[Meter | None] = ContextVar("redraft_meter", default=None)


@contextmanager
def metering() -> Iterator[Meter]:
    """Count what `record` tells within this block, in this thread or task."""
    meter = Meter()
    token = _current.set(meter)
    try:
        yield meter
    finally:
        _current.reset(token)


def record(**counts: int) -> None:
    """Add to the counts of the step under way, if one is counted."""
    meter = _current.get()
    if meter is not None:
        for name, count in counts.items():
            setattr(meter, name, getattr(meter, name) + count)
