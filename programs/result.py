"""How a program ended."""

from dataclasses import dataclass

from redraft.signatures.records import Round, Status
from redraft.signatures.types import Verdict

__all__ = ["Result"]


@dataclass(frozen=True)
class Result:
    """How a program ended: the trajectory, which of its texts is best, and the status."""

    status: Status
    rounds: tuple[Round, ...] = ()
    best: int = 0

    @property
    def text(self) -> str:
        """The best text of the trajectory; empty if not even a draft came about."""
        return self.rounds[self.best].text if self.rounds else ""

    @property
    def verdicts(self) -> list[Verdict]:
        """The verdicts on that text."""
        return self.rounds[self.best].verdicts if self.rounds else []
