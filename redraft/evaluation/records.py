"""What the store keeps of runs and rows, as plain records."""

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from redraft import __version__
from redraft.signatures.records import Round, Status, StepCost
from redraft.signatures.types import Verdict

from .variant import Variant

__all__ = ["Call", "Caps", "Match", "Result", "RowInfo", "RunInfo", "RunStatus", "Scored", "Spec"]

CODE, UNKNOWN = "code", "unknown"
"""The fingerprint of the code that the programs rest on; of rows that do not say it."""
RunStatus = Literal["running", "interrupted", "done", "failed", "over_budget"]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True)


class Caps(_Record):
    """What the runs of one command may use together; None is no cap. `cost` in picodollars."""

    calls: int | None = None
    tokens: int | None = None
    cost: int | None = None


class Match(_Record):
    """The tokens that `run` spent on each example, by its id: as many are to be spent."""

    run: int
    tokens: dict[str, int]


class Spec(_Record):
    """What a run is of; with its rows, all that is needed to go on with it.

    `prices` are picodollars a token of prompt and reply, by the model's full name.
    `fingerprints` tell data, program, metric and model by their sha256, the code that the
    programs rest on (several, with blanks between, where it changed while the run went on), and
    every further metric that a rescore scored the rows by; `models` are the full names of those
    that are asked, by step, "main" that of all others. Of its calls prompts and raw replies are
    kept, unless `replies` is false.
    """

    format: Literal[1] = 1
    redraft: str = __version__
    variant: Variant
    source: str
    split: str | None = None
    fresh: bool = False
    metric: str = "refinement"
    repeats: int = 1
    concurrency: int = 16
    tries: int = 6
    timeout: float | None = None
    max_errors: int = 0
    cache: bool = False
    replies: bool = True
    caps: Caps = Caps()
    match: Match | None = None
    prices: dict[str, tuple[int, int]] = Field(default_factory=dict)
    fingerprints: dict[str, str] = Field(default_factory=dict)
    models: dict[str, str] = Field(default_factory=dict)

    def metric_print(self, metric: str) -> str | None:
        """The sha256 of the code whose scores by this metric the rows have, if it is known."""
        return self.fingerprints.get(self._place(metric))

    def alike(self, other: "Spec") -> bool:
        """Whether the other, as it was prepared, is of the same rows, program, model and metric."""
        return all(
            other.fingerprints.get(k) == v for k, v in self.fingerprints.items() if k != CODE
        ) and all(
            getattr(self, name) == getattr(other, name) for name in ("fresh", "repeats", "match")
        )

    def made_by(self, sha256: str) -> "Spec":
        """The same, its further rows made by the code of this sha256."""
        known = self.fingerprints.get(CODE, UNKNOWN).split()
        told = " ".join(dict.fromkeys([*known, sha256]))
        return self.model_copy(update={"fingerprints": {**self.fingerprints, CODE: told}})

    def scored_by(self, metric: str, sha256: str) -> "Spec":
        """The same with that metric's scores from the code of this sha256."""
        prints = {**self.fingerprints, self._place(metric): sha256}
        return self.model_copy(update={"fingerprints": prints})

    def _place(self, metric: str) -> str:
        return "metric" if metric == self.metric else f"metric {metric}"


class RunInfo(_Record):
    """A run as it stands. `lost` of its calls were under way when it was killed.

    `calls`, `tokens` and `cost` are what it has spent, calls that were lost included.
    """

    id: int
    batch: int
    spec: Spec
    status: RunStatus
    note: str
    started: str
    ended: str | None
    calls: int
    tokens: int
    cost: int
    lost: int
    rows: int
    done: int
    errors: int


class Scored(_Record):
    """One metric's score of one row."""

    metric: str
    value: float
    why: str = ""
    parts: Mapping[str, float] = Field(default_factory=dict)


class Call(_Record):
    """A call that was answered: role and content of each message sent, and the raw reply."""

    step: str
    tokens: int
    messages: list[dict[str, str]]
    reply: str


class Result(_Record):
    """What the program made of one row."""

    status: Status
    best: int = 0
    rounds: list[Round] = Field(default_factory=list)
    costs: list[StepCost] = Field(default_factory=list)

    @property
    def text(self) -> str:
        """The best text of the trajectory."""
        return self.rounds[self.best].text if self.rounds else ""

    @property
    def verdicts(self) -> list[Verdict]:
        """The verdicts on that text."""
        return self.rounds[self.best].verdicts if self.rounds else []

    @property
    def made(self) -> dict[str, Any]:
        """The same as metrics read it."""
        return {"text": self.text, "verdicts": self.verdicts, "rounds": self.rounds}


class RowInfo(_Record):
    """A row: `example` is its sha256, `name` its id; `result` where it is done.

    Of one that failed, `result` holds what its steps cost, the one that failed included.
    """

    run: int
    number: int
    example: str
    name: str
    repeat: int
    status: Literal["todo", "done", "error"]
    outcome: str = ""
    tokens: int = 0
    calls: int = 0
    seconds: float = 0.0
    error: str = ""
    scores: dict[str, float] = Field(default_factory=dict)
    result: Result | None = None
