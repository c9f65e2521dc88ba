"""A run's journal: every answered step on disk at once, so that none is paid for twice.

One JSON file a run, written anew before each call and after each step (a temporary file,
then one rename). It holds what was asked for and what came back, and no key.
"""

import re
import secrets
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from redraft.budget import Hold
from redraft.home import home
from redraft.programs.item import Item
from redraft.programs.steps import Ask, Reply
from redraft.recall import Recall, recorded
from redraft.saved import Saved, load
from redraft.settings import Settings
from redraft.signatures.records import Round, Status, StepCost
from redraft.terminal import address
from redraft.written import write_whole

__all__ = ["Journal", "Saved", "load", "new_path"]


class Journal:
    """Watches a program, records each step, and answers those that were recorded before.

    It is the `Ledger` of the budget that pays, so that a cap holds over all starts of a run.

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
            **(earlier.carried() if earlier else {"started": datetime.now().astimezone()}),
            settings=settings.but(api_base=settings.api_base and address(settings.api_base)),
            task=item.task,
            requirements=list(item.requirements),
            checklist=list(item.checklist),
            draft=item.draft,
        )
        self._recall = Recall(None, ())

    @property
    def spent(self) -> int:
        """Tokens that this run and those before it took, calls under way at their most."""
        return self.saved.spent

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

    def held(self, hold: Hold) -> None:
        """Count the call at its most, on disk before it is made."""
        self.saved.billed += hold.tokens
        self._write()

    def settled(self, hold: Hold, calls: int, tokens: int, cost: int) -> None:
        """Count what it took. An answer is written down with that; what took nothing, at once."""
        self.saved.billed += tokens - hold.tokens
        if not tokens:
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


def new_path(task: str) -> Path:
    """A new name among the saved runs."""
    slug = "-".join(re.findall(r"[a-z0-9]+", task.lower()))[:40].rstrip("-") or "run"
    now = datetime.now().astimezone()
    return home("state", "runs") / f"{now:%Y%m%d-%H%M%S}-{slug}-{secrets.token_hex(2)}.json"
