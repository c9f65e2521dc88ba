"""What each call of a step was told and said, from whoever makes it to whoever keeps it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

__all__ = ["Said", "hear", "hearing"]


@dataclass(frozen=True)
class Said:
    """One call that was answered: role and text of each message as sent, and the raw reply.

    `tokens` are those of prompt and reply, as the server reported them.
    """

    messages: tuple[tuple[str, str], ...]
    reply: str
    tokens: int = 0


_current: ContextVar[list[Said] | None] = ContextVar("redraft_said", default=None)


@contextmanager
def hearing() -> Iterator[list[Said]]:
    """Collect what `hear` tells within this block, in this thread or task."""
    heard = list[Said]()
    token = _current.set(heard)
    try:
        yield heard
    finally:
        _current.reset(token)


def hear(said: Said) -> None:
    """Tell of a call to the step under way, if anybody collects."""
    heard = _current.get()
    if heard is not None:
        heard.append(said)
