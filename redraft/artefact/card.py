"""What is known of a compiled program: how it was made, at what price, and what it scores."""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from .fields import Fields

__all__ = ["Card", "Compared", "DataUsed", "Estimate", "Spent"]

SAME = 1e-9
"""A gain up to this is none: means of equal scores may differ by rounding."""


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Estimate(_Record):
    """A mean and its 95 % interval, all from 0 to 1; no interval where rows are too few."""

    mean: float
    low: float | None = None
    high: float | None = None


class DataUsed(_Record):
    """Rows that took part: where they came from, how many, and the sha256 of what they say."""

    source: str
    split: str | None
    fresh: bool = False
    """Whether the rows' own drafts were left out."""
    rows: int
    sha256: str


class Spent(_Record):
    """What the compile took, the comparison included; tokens as the server counted them.

    A call whose answer a kill lost counts at its most. `dollars` is None where no price is
    known of a model.
    """

    calls: int = 0
    tokens: int = 0
    dollars: float | None = None
    seconds: float = 0.0


class Compared(_Record):
    """The compiled program beside the original, row by row on the same held-out rows.

    `gain` is the mean of the differences, after less before, and `p` the chance of one so
    far from 0 if the programs were alike (`redraft.statistics.paired_difference`); `errors`
    counts the rows of either that a model's error left without a text, and `dropped` the rows
    that are in no figure for that.
    """

    before: Estimate
    after: Estimate
    gain: Estimate
    p: float
    rows_better: int
    rows_worse: int
    errors: int = 0
    dropped: int = 0

    @property
    def better(self) -> bool:
        """Whether the mean rose at all; the interval says how far to believe it."""
        return self.gain.mean > SAME


class Card(_Record):
    """The card of an artefact; `format` is the version of this schema.

    `kept` says whose state lies beside the card: the compiled one's, or the original's
    where that was asked for and the compiled one's mean was no higher. `stopped` says what cut
    the compile short; empty if nothing did. `verdict` is what `held_out` comes to, in words.
    """

    format: Literal[1] = 1
    program: str
    settings: dict[str, Any] = Field(default_factory=dict)
    optimizer: str = ""
    options: dict[str, Any] = Field(default_factory=dict)
    seed: int = 0
    model: str = ""
    prompt_model: str = ""
    critic_model: str = ""
    metric: str = ""
    metric_sha256: str = ""
    data: dict[str, DataUsed] = Field(default_factory=dict)
    signatures: dict[str, Fields] = Field(default_factory=dict)
    versions: dict[str, str] = Field(default_factory=dict)
    made: datetime | None = None
    spent: Spent = Spent()
    held_out: Compared | None = None
    verdict: str = ""
    kept: Literal["compiled", "original"] = "compiled"
    stopped: str = ""
