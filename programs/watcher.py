"""Who sees a program at work: a journal, a display, an evaluation's row."""

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Protocol

from redraft.signatures.records import Round, StepCost

from .scoped import Scoped

if TYPE_CHECKING:
    from .steps import Ask, Reply

__all__ = ["Watcher", "watcher", "watching"]


class Watcher(Protocol):
    """Sees a program at work. None of its methods may raise."""

    def recall(self, ask: "Ask") -> "Reply | None":
        """A reply to this very question from an interrupted run, which then costs nothing."""

    def asked(self, ask: "Ask") -> None:
        """A model is about to be asked."""

    def answered(self, ask: "Ask", reply: "Reply") -> None:
        """It answered, or its answer could not be parsed (`reply.cost.error`)."""

    def failed(self, ask: "Ask", cost: StepCost) -> None:
        """The model or its server failed; `cost` is what its calls took, and names the error."""

    def finished(self, round: Round) -> None:
        """A round is complete; round 0 is the draft."""


class _Nobody:
    def recall(self, ask: "Ask") -> "Reply | None":
        return None

    def asked(self, ask: "Ask") -> None: ...

    def answered(self, ask: "Ask", reply: "Reply") -> None: ...

    def failed(self, ask: "Ask", cost: StepCost) -> None: ...

    def finished(self, round: Round) -> None: ...


_NOBODY = _Nobody()
_watcher = Scoped[Watcher]("redraft_watcher", _NOBODY)


def watching(watcher: Watcher) -> AbstractContextManager[Watcher]:
    """Let `watcher` see every program that runs within this block."""
    return _watcher.of(watcher)


def watcher() -> Watcher:
    """Whoever watches here."""
    return _watcher.get()
