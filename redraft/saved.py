"""A run as it lies on disk, and what one that goes on has of it."""

from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel

from redraft import __version__
from redraft.programs.item import Item
from redraft.recall import Recorded
from redraft.record_file import read_record
from redraft.settings import Settings
from redraft.signatures.records import Round, Status, StepCost
from redraft.signatures.types import Box, Requirement

__all__ = ["Saved", "load"]


class Saved(BaseModel):
    """A journal as it lies on disk. `status` is None until the run has ended.

    `lost` is what steps cost that failed, or that a run which went on asked again. `billed` is
    what all calls took as the budget counts it, in tokens: those under way at their most.
    """

    format: Literal[1] = 1
    redraft: str = __version__
    started: datetime
    settings: Settings
    task: str
    requirements: list[Requirement] = []
    checklist: list[Box] = []
    draft: str | None = None
    steps: list[Recorded] = []
    lost: list[StepCost] = []
    billed: int = 0
    rounds: list[Round] = []
    status: Status | None = None

    @property
    def item(self) -> Item:
        """What the program worked on."""
        return Item(self.task, tuple(self.requirements), tuple(self.checklist), self.draft)

    @property
    def spent(self) -> int:
        """Tokens of the recorded steps and of those that failed, or as billed if that is more."""
        costs = [step.cost for step in self.steps] + self.lost
        return max(self.billed, sum(cost.tokens for cost in costs))

    def carried(self) -> dict[str, Any]:
        """What a run that goes on has of this one."""
        steps = _worth(self.steps)
        worth = {id(step) for step in steps}
        dropped = [step.cost for step in self.steps if id(step) not in worth]
        return {
            "started": self.started,
            "steps": steps,
            "lost": [*self.lost, *dropped],
            "billed": self.spent,
            "rounds": self.rounds,
        }


def load(path: Path) -> Saved:
    """The journal at `path`.

    Raises:
        ConfigurationError: there is none, or it is no journal that this version reads.
    """
    return read_record(Saved, path, "--continue", "saved run", "redraft run saved")


def _worth(steps: list[Recorded]) -> list[Recorded]:
    """The records that may answer: none the budget cut, no unreadable one at the end."""
    kept = [step for step in steps if not step.cut]
    while kept and kept[-1].cost.error:
        kept.pop()
    return kept
