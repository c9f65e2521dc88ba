"""The calibration card: what was measured of a critic and a verifier, and what it holds for."""

from datetime import datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from redraft import __version__
from redraft.record_file import read_record
from redraft.statistics import Share

from .figure import Figure

__all__ = ["Card", "Judge", "Rates", "Rounds", "Spent", "Used", "read"]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Rates(_Record):
    """A judge's sensitivity and specificity; None where nothing was so, or everything."""

    sensitivity: Share | None = None
    specificity: Share | None = None


class Judge(_Record):
    """The verifier's rates: box by box, and by whole texts (every judged box ticked or not)."""

    boxes: Rates = Rates()
    texts: Rates = Rates()


class Rounds(_Record):
    """What a stored run says of rounds: the best number, what is known, and how many pay.

    `pays` are the rounds, from the first on, that keep ECR / EIR > Acc / (1 - Acc).
    """

    run: int
    variant: str
    best: int
    decision: Literal["iterate", "stop", "unknown"]
    pays: int
    examples: int
    answer: str


class Used(_Record):
    """The examples: where they came from, which, and the sha256 of what they say."""

    source: str
    split: str | None
    examples: tuple[str, ...]
    sha256: str


class Spent(_Record):
    """Calls, tokens and seconds of all starts together."""

    calls: int = 0
    tokens: int = 0
    seconds: float = 0.0


class Card(_Record):
    """All that was measured; `format` is the version of this shape.

    `model` writes; `models` and `prompts` (a sha256) go by step: a card holds for every
    program that asks the same model the same prompt. `stopped` says what cut it short;
    empty if nothing did.
    """

    format: Literal[1] = 1
    redraft: str = __version__
    made: datetime
    program: str
    model: str
    models: dict[str, str]
    prompts: dict[str, str]
    data: Used
    probes: tuple[str, ...]
    repeats: int
    quick: bool = False
    figures: tuple[Figure, ...] = ()
    judge: Judge = Judge()
    rounds: Rounds | None = None
    notes: tuple[str, ...] = ()
    spent: Spent = Spent()
    stopped: str = ""

    def figure(self, name: str) -> Figure | None:
        """The figure of that name, if it was measured."""
        return next((one for one in self.figures if one.name == name), None)

    @property
    def unsure(self) -> bool:
        """Whether its verifier may be no better than chance: its word then corrects nothing."""
        better = self.figure("verifier.better")
        return better is not None and better.low is not None and better.low <= 0

    def holds_for(self, step: str, model: str, prompt: str) -> bool:
        """Whether what it says of `step` was measured on this model and this prompt."""
        return bool(model) and (self.models.get(step), self.prompts.get(step)) == (model, prompt)


def read(path: Path, option: str = "--card") -> Card:
    """The card in the file at `path`.

    Raises:
        ConfigurationError: there is none, or it is no card that this version reads.
    """
    return read_record(Card, path, option, "calibration card", "redraft calibrate --out wrote")
