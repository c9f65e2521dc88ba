"""What a program leaves behind: rounds, their ledger, and what each step cost.

Plain, frozen, JSON-ready; metrics, the run store and the report read only these.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from .types import Change, Verdict, Weakness

__all__ = [
    "Dropped",
    "LedgerRow",
    "Outcome",
    "Rejected",
    "Round",
    "Status",
    "StepCost",
]

Status = Literal["ready", "not_ready", "unchanged", "stalled", "over_budget", "failed"]
Outcome = Literal["fixed", "cosmetic", "unaddressed", "unclaimed"]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Dropped(_Record):
    """A weakness that does not count, and the guard that dropped it."""

    weakness: Weakness
    reason: Literal["ungrounded", "duplicate", "praise", "empty", "void"]


class Rejected(_Record):
    """A rewrite that was not taken, the policy that made it, and why."""

    policy: str
    reason: str
    detail: str = ""
    text: str = ""


class LedgerRow(_Record):
    """weakness -> change -> edit -> verdict, joined.

    `before` and `after` are the passages that the edit replaced and put there;
    both empty where the rewrite touched nothing of this weakness. `ticked` is the
    verdict on the box the weakness concerns; None where it concerns no box.
    """

    weakness: Weakness
    change: Change | None = None
    before: str = ""
    after: str = ""
    outcome: Outcome = "unaddressed"
    ticked: bool | None = None


class StepCost(_Record):
    """One step's calls: tokens as the server counted them, seconds on the wall.

    `hits` of the calls cost nothing, since a cache of replies answered them;
    `spared_tokens` of the tokens are what those would have cost. Steps that were asked side by
    side have the same `turn`, counted from 1; 0 where it is not known.
    """

    step: str
    turn: int = 0
    calls: int = 0
    prompt_tokens: int = 0
    cached_tokens: int = 0
    new_tokens: int = 0
    seconds: float = 0.0
    repairs: int = 0
    retries: int = 0
    cut: int = 0
    hits: int = 0
    spared_tokens: int = 0
    error: str = ""

    @property
    def tokens(self) -> int:
        """Prompt and new tokens together, those served from a cache included."""
        return self.prompt_tokens + self.new_tokens


class Round(_Record):
    """One critique, rewrite, verify. Round 0 is the draft and its verdicts.

    `base` is the number of the round whose text was rewritten; None of the draft, and where
    an older record does not say.
    """

    number: int
    base: int | None = None
    text: str
    policy: str = ""
    weaknesses: list[Weakness] = Field(default_factory=list)
    dropped: list[Dropped] = Field(default_factory=list)
    changes: list[Change] = Field(default_factory=list)
    rejected: list[Rejected] = Field(default_factory=list)
    ledger: list[LedgerRow] = Field(default_factory=list)
    scope_creep: list[str] = Field(default_factory=list)
    verdicts: list[Verdict] = Field(default_factory=list)
    steps: list[StepCost] = Field(default_factory=list)

    @property
    def unticked(self) -> list[Verdict]:
        """The verdicts of the boxes that this round's text does not tick."""
        return [verdict for verdict in self.verdicts if not verdict.checked]

    @property
    def share(self) -> float:
        """Share of boxes ticked, 0 to 1; 1 where there is no box."""
        if not self.verdicts:
            return 1.0
        return sum(verdict.checked for verdict in self.verdicts) / len(self.verdicts)
