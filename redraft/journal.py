"""A run's journal: every answered step on disk at once, so that none is paid for twice.

One JSON file a run, written anew after each step (a temporary file, then one rename).
It holds what was asked for and what came back, and no key.
"""

import re
import secrets
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ValidationError

from redraft import __version__
from redraft.errors import ConfigurationError
from redraft.home import home
from redraft.programs.item import Item
from redraft.programs.steps import Ask, Reply
from redraft.recall import Recall, Recorded, recorded
from redraft.settings import Settings
from redraft.signatures.records import Round, Status, StepCost
from redraft.signatures.types import Box, Requirement
from redraft.terminal import address
from redraft.written import write_whole

__all__ = ["Journal", "Saved", "load", "new_path"]

FORMAT = 1


class Saved(BaseModel):
    """A journal as it lies on disk. `status` is None until the run has ended.

    `lost` is what steps cost that failed, or that a run which went on asked again.
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
    rounds: list[Round] = []
    status: Status | None = None

    @property
    def item(self) -> Item:
        """What the program worked on."""
        return Item(self.task, tuple(self.requirements), tuple(self.checklist), self.draft)


class Journal:
    """Watches a program, records each step, and answers those that were recorded before.

    Each record answers once, in order. A step the budget did not bear is asked again, and
    so is an unreadable reply that nothing followed. `warn` is told once if the journal
    cannot be written; the run goes on.
    """

    def __init__(
        self,
        item: Item,
        settings: Settings,
        *,
        path: Path | None = None,
        earlier: Saved | None = None,
        warn: Callable[[str], None] = lambda text: None,
    ) -> None:
        self.path = path
        self.warn = warn
        self.trouble = ""
        self.recalled = 0
        self.saved = Saved(
            **(_carried(earlier) if earlier else {"started": datetime.now().astimezone()}),
            settings=settings.but(api_base=settings.api_base and address(settings.api_base)),
            task=item.task,
            requirements=list(item.requirements),
            checklist=list(item.checklist),
            draft=item.draft,
        )
        self._recall = Recall(None, ())

    @property
    def spent(self) -> int:
        """Tokens that the recorded steps have cost, and those that failed."""
        costs = [step.cost for step in self.saved.steps] + self.saved.lost
        return sum(cost.tokens for cost in costs)

    @property
    def asked_again(self) -> list[StepCost]:
        """What was paid for steps that answer nothing here; their errors are over."""
        paid = [cost for cost in self.saved.lost if cost.tokens]
        return [cost.model_copy(update={"error": ""}) for cost in paid]

    def opens(self, program: Any) -> None:
        """Write the first page; `program` tells the types of what its steps put out."""
        self._recall = Recall(program, self.saved.steps)
        self._write()

    def recall(self, ask: Ask) -> Reply | None:
        """The recorded reply to this very question, once."""
        reply = self._recall(ask)
        self.recalled += reply is not None
        return reply

    def asked(self, ask: Ask) -> None:
        """Nothing: only what is answered is recorded."""

    def answered(self, ask: Ask, reply: Reply) -> None:
        """Record the reply and write the journal."""
        self.saved.steps.append(recorded(ask, reply))
        self._write()

    def failed(self, ask: Ask, cost: StepCost) -> None:
        """Record what the step cost, though a run that goes on asks again."""
        self.saved.lost.append(cost)
        self._write()

    def finished(self, round: Round) -> None:
        """Record the round, in the place of one of its number."""
        before = [other for other in self.saved.rounds if other.number < round.number]
        self.saved.rounds = [*before, round]
        self._write()

    def ended(self, status: Status) -> None:
        """Record how the run ended."""
        self.saved.status = status
        self._write()

    def _write(self) -> None:
        if self.path is None:
            return
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_whole(self.path, self.saved.model_dump_json(indent=1) + "\n")
        except OSError as error:
            if not self.trouble:
                self.trouble = f"{self.path} cannot be written: {error.strerror or error}"
                self.warn(f"{self.trouble}; the run goes on, but may not be continued later")
        else:
            self.trouble = ""


def load(path: Path) -> Saved:
    """The journal at `path`.

    Raises:
        ConfigurationError: there is none, or it is no journal that this version reads.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is not text"
        raise ConfigurationError(f"--continue {path}: it cannot be read: {why}") from None
    try:
        return Saved.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the file"
        raise ConfigurationError(
            f"--continue {path} is no saved run of this version ({where}: {first['msg']}); "
            "accepted is a file that redraft run saved"
        ) from None


def new_path(task: str) -> Path:
    """A new name among the saved runs."""
    slug = "-".join(re.findall(r"[a-z0-9]+", task.lower()))[:40].rstrip("-") or "run"
    now = datetime.now().astimezone()
    return home("state", "runs") / f"{now:%Y%m%d-%H%M%S}-{slug}-{secrets.token_hex(2)}.json"


def _carried(earlier: Saved) -> dict[str, Any]:
    """What a run that goes on has of the one before."""
    steps = _worth(earlier.steps)
    worth = {id(step) for step in steps}
    dropped = [step.cost for step in earlier.steps if id(step) not in worth]
    lost = [*earlier.lost, *dropped]
    return {"started": earlier.started, "steps": steps, "lost": lost, "rounds": earlier.rounds}


def _worth(steps: list[Recorded]) -> list[Recorded]:
    """The records that may answer: none the budget cut, no unreadable one at the end."""
    kept = [step for step in steps if not step.cut]
    while kept and kept[-1].cost.error:
        kept.pop()
    return kept
