"""What a compile is asked for."""

import hashlib
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from redraft.artefact import DataUsed
from redraft.prices import Price
from redraft.settings import Settings

from .knobs import Knobs

if TYPE_CHECKING:
    import dspy

    from redraft.data import Row

__all__ = ["Order", "Part", "part"]


@dataclass(frozen=True)
class Part:
    """The rows of one part of the data, as DSPy reads them, and what they are."""

    rows: "list[dspy.Example]"
    used: DataUsed


@dataclass(frozen=True)
class Order:
    """What to compile, with what, on what, and where to.

    `settings` name the program and its settings, the model, the seed and the cap on
    tokens. `threshold` is the least score of a run that is worth a demonstration. With
    `accept_better` the original is kept unless the compiled program is better.
    """

    settings: Settings
    optimizer: str
    train: Part
    val: Part
    held_out: Part | None
    out: Path
    log: Path | None = None
    knobs: Knobs = field(default_factory=Knobs)
    metric: str = "refinement"
    threshold: float = 0.8
    prompt_model: str | None = None
    max_calls: int | None = None
    max_cost: int | None = None
    price: Price | None = None
    threads: int | None = None
    accept_better: bool = False

    @property
    def seed(self) -> int:
        """The seed of the search."""
        return self.settings.seed or 0


def part(
    source: str,
    split: str | None,
    rows: "Sequence[Row]",
    limit: int | None,
    seed: int,
    *,
    fresh: bool = False,
) -> Part:
    """The rows, or `limit` of them drawn with `seed`, in their order; `fresh` without drafts."""
    from redraft.data.loading import example
    from redraft.evaluation.given import given

    kept = [given(row, fresh=fresh) for row in rows]
    if limit is not None and limit < len(kept):
        drawn = random.Random(seed).sample(range(len(kept)), limit)
        kept = [kept[place] for place in sorted(drawn)]
    plain = [row.model_dump() for row in kept]
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    used = DataUsed(source=source, split=split, rows=len(kept), sha256=sha256, fresh=fresh)
    return Part([example(row) for row in plain], used)
