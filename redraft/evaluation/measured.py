"""A run's rows as plain data, as comparisons and advice read them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import Any

from redraft.data import Row
from redraft.errors import ConfigurationError
from redraft.metrics import METRICS, Labels, Made, Metric, find, labels
from redraft.metrics.checklist import unjudged
from redraft.signatures.records import Round
from redraft.terminal import address

from .given import given
from .records import CODE, Result, RowInfo, RunInfo, Spec
from .returned import by_round, keeps_best
from .spent import depth, money
from .store import Store

__all__ = ["Measured", "Side", "measured"]


@dataclass(frozen=True)
class Measured:
    """One row that is done. `name` is its example's id, `example` the sha256 of its content.

    `money` is in dollars, None where no price is known; `steps` are tokens by step; `depth`
    is how many turns came one after another (calls, in DSPy's own loops).
    `quality` and `spent` go by round, the draft first: a metric's value, 0 to 1, of the text
    as it then stood, and the tokens up to there. `boxes` says of each box whether that text
    truly ticks it, None where nobody was asked; `chosen` is the round whose text would have
    been returned, had it ended there, and `bases` the one whose text was rewritten, None where
    the round does not say.
    """

    name: str
    example: str
    repeat: int
    ready: bool
    scores: Mapping[str, float] = field(default_factory=dict)
    tokens: int = 0
    calls: int = 0
    depth: int = 0
    seconds: float = 0.0
    money: float | None = None
    steps: Mapping[str, int] = field(default_factory=dict)
    quality: tuple[float, ...] = ()
    spent: tuple[int, ...] = ()
    boxes: tuple[tuple[bool | None, ...], ...] = ()
    chosen: tuple[int, ...] = ()
    bases: tuple[int | None, ...] = ()

    @property
    def key(self) -> tuple[str, int]:
        """What it is paired by."""
        return self.name, self.repeat

    @property
    def returned(self) -> tuple[float, ...]:
        """The quality of what would have been returned after 0, 1, ... rounds."""
        return tuple(self.quality[number] for number in self.chosen)

    def base(self, number: int) -> int:
        """The round whose text round `number` rewrote; where it does not say, the one before."""
        said = self.bases[number] if number < len(self.bases) else None
        return number - 1 if said is None else said


@dataclass(frozen=True)
class Side:
    """One run: its rows that are done, and why others are not, by example id and repeat.

    `metric` is the one that it was evaluated by; `prints` tell by metric the code that scored
    the rows, as far as it is known. `fresh` where no row was given a draft of the data's.
    `settings` are those that were chosen, the model's name among them, `prompts` the sha256 of
    all that the program asks, `code` those of the code that made the rows, as far as they are
    known; `running` while a process works on it.
    """

    run: int
    name: str
    rows: tuple[Measured, ...]
    undone: Mapping[tuple[str, int], str] = field(default_factory=dict)
    metric: str = ""
    model: str = ""
    prints: Mapping[str, str] = field(default_factory=dict)
    fresh: bool = False
    settings: Mapping[str, Any] = field(default_factory=dict)
    prompts: str = ""
    running: bool = False
    code: frozenset[str] = frozenset()

    @property
    def title(self) -> str:
        """What it is called beside others."""
        return f"{self.run} {self.name}"

    @property
    def go_on(self) -> str:
        """What to do where rows are not done."""
        if self.running:
            return "it is at work; wait for it"
        return f"go on with: redraft resume {self.run}"


def measured(store: Store, run: int, by: str, *, boxes: bool = False) -> Side:
    """Read a stored run; the metric `by` scores each round's text, without a call.

    `boxes` asks for each round's boxes too, which takes its time.

    Raises:
        ConfigurationError: there is no such run or metric.
    """
    try:
        metric = find(by)
    except ValueError as error:
        raise ConfigurationError(str(error)) from None
    info = store.run(run)
    rows, undone = list[Measured](), dict[tuple[str, int], str]()
    kept = keeps_best(info.spec.variant)
    for row in store.rows(run):
        full = store.row(run, row.number) if row.status == "done" else None
        if full is None or full.result is None:
            undone[row.name, row.repeat] = "failed" if row.status == "error" else "not done"
        else:
            example = given(store.example(row.example), fresh=info.spec.fresh)
            how = {"boxes": boxes, "best_kept": kept}
            rows.append(_measured(full, full.result, example, info, metric, **how))
    spec = info.spec
    return Side(
        run,
        spec.variant.name,
        tuple(rows),
        undone,
        spec.metric,
        spec.variant.settings.model,
        {name: sha256 for name in METRICS if (sha256 := spec.metric_print(name))},
        spec.fresh,
        _settings(spec),
        spec.fingerprints.get("program", ""),
        info.status == "running",
        frozenset(spec.fingerprints.get(CODE, "").split()),
    )


def _settings(spec: Spec) -> dict[str, Any]:
    """What was chosen of the model, its server, and the program's settings."""
    chosen = spec.variant.settings
    told = chosen.model_dump(mode="json", exclude_none=True, exclude={"max_tokens"})
    if chosen.api_base:
        told["api_base"] = address(chosen.api_base)
    return told | ({"match_tokens": spec.match.run} if spec.match else {})


def _measured(
    row: RowInfo,
    result: Result,
    example: Row,
    info: RunInfo,
    by: Metric,
    *,
    boxes: bool,
    best_kept: bool,
) -> Measured:
    steps = Counter[str]()
    for cost in result.costs:
        steps[cost.step] += cost.tokens
    known = labels(example)
    stages = [_until(result, number) for number in range(len(result.rounds))]
    return Measured(
        name=row.name,
        example=row.example,
        repeat=row.repeat,
        ready=row.outcome == "ready",
        scores=row.scores,
        tokens=row.tokens,
        calls=row.calls,
        depth=depth(result.rounds),
        seconds=row.seconds,
        money=money(result, info),
        steps=steps,
        quality=tuple(by(known, stage).value for stage in stages),
        spent=tuple(accumulate(map(_tokens, result.rounds))),
        boxes=tuple(_ticked(known, stage) for stage in stages) if boxes else (),
        chosen=by_round(result, best_kept=best_kept),
        bases=tuple(round.base for round in result.rounds),
    )


def _until(result: Result, number: int) -> Made:
    """What the program had made when round `number` was over, as metrics read it."""
    round = result.rounds[number]
    return Made(round.text, tuple(round.verdicts), tuple(result.rounds[: number + 1]))


def _ticked(known: Labels, stage: Made) -> tuple[bool | None, ...]:
    """Whether the text truly ticks each box, as the metric `checklist` has it."""
    one, unasked = find("checklist"), unjudged(known, stage)
    return tuple(
        None if box.id in unasked else one(replace(known, checklist=(box,)), stage).value == 1
        for box in known.checklist
    )


def _tokens(round: Round) -> int:
    return sum(step.tokens for step in round.steps)
