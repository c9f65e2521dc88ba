"""A program compiled: measured, searched, measured again, and saved, whatever happens."""

import time
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

import dspy
from dspy.utils.exceptions import LMError

from redraft.app import build, load_models, quiet
from redraft.artefact import Card, Compared, Spent, save
from redraft.artefact.folder import refuse_foreign
from redraft.artefact.state import put, state_of
from redraft.budget import Budget
from redraft.errors import BudgetError, ConfigurationError, ModelError, RedraftError
from redraft.failures import told
from redraft.metrics.registry import Metric
from redraft.metrics.registry import find as find_metric
from redraft.programs.program import Program

from .bound import bind
from .calls import Calls
from .halt import Halted
from .held_out import Measured, compare, measure
from .line import Line, Switch, connect
from .optimizers import Optimizer, Search, find
from .order import Order
from .prints import metric_sha256, versions, wording_sha256
from .proposals import Proposals
from .standing import Standing

__all__ = ["Compiled", "Display", "compile_program"]

RESERVE = 2
"""How often the cost of measuring the original is kept back for measuring the compiled one."""


class Display(Protocol):
    """Shows a compile as it goes. None of its methods may raise."""

    def note(self, text: str) -> None:
        """Something that a reader should know."""

    def scored(self, runs: int, score: float, best: float | None) -> None:
        """One more run of a candidate was scored."""


@dataclass(frozen=True)
class Compiled:
    """How a compile ended; `stopped` is what cut it short. The artefact is saved in any case."""

    card: Card
    stopped: RedraftError | None
    changed: bool
    recalled: int

    @property
    def exit_code(self) -> int:
        """0, 1 if it is not better on held-out rows, or that of what stopped it."""
        if self.stopped:
            return self.stopped.exit_code
        compared = self.card.held_out
        return 1 if compared is not None and not compared.better else 0


def compile_program(
    order: Order, *, display: Display, lms: Mapping[str, Any] | None = None
) -> Compiled:
    """Compile, compare on held-out rows, and save; an order begun earlier goes on.

    `lms` are the models, "main" and "prompt"; by default those that the order names. A
    budget that is used up or a model that fails ends the search, and the best candidate
    so far is saved.

    Raises:
        ConfigurationError: a name, a path or the data is wrong, or the log is another's.
        ModelError: no call was answered at all.
    """
    quiet()
    job = _Job(order, display, lms)
    with ExitStack() as stack:
        stack.enter_context(
            dspy.context(
                lm=job.lm,
                adapter=job.adapter,
                callbacks=[job.standing],
                max_errors=10**9,
                disable_history=True,
                num_threads=job.threads,
            )
        )
        return job.run()


class _Job:
    """One compile under way."""

    def __init__(self, order: Order, display: Display, lms: Mapping[str, Any] | None) -> None:
        self.order = order
        self.display = display
        self.began = time.monotonic()
        self.optimizer: Optimizer = find(order.optimizer)
        self.knobs = order.knobs.over(order.optimizer, self.optimizer.knobs)
        self.metric: Metric = _metric(order.metric)
        refuse_foreign(order.out)
        _enough(order)
        self.original = build(order.settings)
        lms = lms or _load(order, self.original)
        self.model, self.prompt_model = lms["main"].model, lms["prompt"].model
        self.budget = Budget(tokens=order.settings.max_tokens, calls=order.max_calls)
        self.calls = Calls(bind(order.log, self._bound()) if order.log else None)
        self.switch = Switch()
        self.lm, self.prompt_lm = self._line(lms["main"]), self._line(lms["prompt"])
        self.adapter = Proposals(display.note)
        local = self.model.startswith("local/")
        self.threads = order.threads or (1 if local else 8)
        self.standing = Standing(
            self.metric,
            threshold=order.threshold,
            judges=self._judges(),
            enough=min(self.knobs.minibatch or 1, len(order.train.rows)),
            told=display.scored,
        )

    def run(self) -> Compiled:
        """Measure, search, measure, save."""
        stopped: RedraftError | None = None
        found, before, after = self.original, None, None
        try:
            before = self._measured(self.original, "the original")
            found = self._searched()
        except Halted as stop:
            stopped = stop.error
            found = self._leader(stop)
            self.display.note(f"stopped: {stopped}")
        changed = state_of(found) != state_of(self.original)
        if before is not None and not isinstance(stopped, ModelError):
            after = self._after(found, before, changed)
            stopped = stopped or self.switch.error
        compared = compare(before, after) if before and after else None
        return self._saved(found, compared, stopped, changed=changed)

    def _measured(self, program: Program, whose: str) -> Measured | None:
        part = self.order.held_out
        if part is None:
            return None
        self.display.note(f"measuring {whose} on {part.used.rows} held-out rows")
        before = (self.budget.spent_tokens, self.budget.spent_calls)
        made = measure(program, part.rows, self.metric, self.threads)
        if len(made.failed) == len(part.rows):
            raise self.switch.cut(ModelError(f"every call was refused: {made.failed[-1]}"))
        self._keep_back(before)
        return made

    def _keep_back(self, before: tuple[int, int]) -> None:
        """Leave the search what the comparison at its end does not need."""
        tokens, calls = self.order.settings.max_tokens, self.order.max_calls
        if tokens is not None:
            self.budget.tokens = tokens - RESERVE * (self.budget.spent_tokens - before[0])
        if calls is not None:
            self.budget.calls = calls - RESERVE * (self.budget.spent_calls - before[1])

    def _searched(self) -> Program:
        order = self.order
        search = Search(
            program=self.original.deepcopy(),
            train=order.train.rows,
            val=order.val.rows,
            metric=self.standing.metric,
            prompt_lm=self.prompt_lm,
            adapter=self.adapter,
            knobs=self.knobs,
            seed=order.seed,
            threads=self.threads,
        )
        train, val, steps = len(search.train), len(search.val), len(self.original.predictors())
        most = self.optimizer.runs(self.knobs, train, val, steps)
        self.display.note(
            f"{self.optimizer.name}: {self.optimizer.says}; at most {most} runs of the program "
            f"on {train} rows to train and {val} to validate"
        )
        return self.optimizer.search(search)

    def _leader(self, stop: Halted) -> Program:
        """The best candidate so far: what a stopped optimizer hands over, or the leader."""
        handed = next((one for one in stop.args if isinstance(one, Program)), None)
        leader = self.standing.best()
        if handed is not None or leader is None:
            return handed or self.original
        program: Program = self.original.deepcopy()
        put(program, leader[0])
        return program

    def _after(self, found: Program, before: Measured, changed: bool) -> Measured | None:
        """The compiled program on the same rows, out of what was kept back for it."""
        if not changed:
            return before
        self.switch.error = None
        self.budget.tokens, self.budget.calls = (
            self.order.settings.max_tokens,
            self.order.max_calls,
        )
        try:
            return self._measured(found, "the compiled program")
        except Halted as stop:
            self.display.note(f"not compared: {stop.error}")
            return None

    def _saved(
        self,
        found: Program,
        compared: Compared | None,
        stopped: RedraftError | None,
        *,
        changed: bool,
    ) -> Compiled:
        order = self.order
        worse = compared is None or not compared.better
        original = not changed or (order.accept_better and worse)
        seconds = round(time.monotonic() - self.began, 1)
        spent = Spent(
            calls=self.budget.spent_calls, tokens=self.budget.spent_tokens, seconds=seconds
        )
        card = replace_card(
            self._card(),
            spent=spent,
            held_out=compared,
            kept="original" if original else "compiled",
            stopped=str(stopped) if stopped else "",
        )
        kept = self.original if original else found
        card = save(order.out, kept, card, original=self.original)
        return Compiled(card, stopped, changed, self.calls.recalled)

    def _card(self) -> Card:
        order = self.order
        parts = {"train": order.train, "val": order.val, "held_out": order.held_out}
        return Card(
            program=self.original.name,
            settings=dict(order.settings.of_program),
            optimizer=self.optimizer.name,
            options=self._options(),
            seed=order.seed,
            model=self.model,
            prompt_model=self.prompt_model,
            metric=self.metric.name,
            metric_sha256=metric_sha256(),
            data={name: part.used for name, part in parts.items() if part},
            versions=versions(),
            made=datetime.now().astimezone().replace(microsecond=0),
        )

    def _options(self) -> dict[str, Any]:
        return self.knobs.model_dump(exclude_none=True) | {"threshold": self.order.threshold}

    def _bound(self) -> dict[str, str]:
        """What a log belongs to. Caps and threads may change from one start to the next."""
        card = self._card()
        rows = {name: used.sha256 for name, used in card.data.items()}
        return {
            "program": card.program,
            "settings of the program": str(card.settings),
            "wording of the program": wording_sha256(self.original),
            "optimizer": card.optimizer,
            "options": str(card.options),
            "seed": str(card.seed),
            "temperature": str(self.order.settings.temperature),
            "model": card.model,
            "prompt model": card.prompt_model,
            "metric": card.metric,
            "code of the metrics": card.metric_sha256,
            **{f"rows of {name}": sha256 for name, sha256 in rows.items()},
        }

    def _line(self, lm: Any) -> Any:
        return connect(
            Line(
                lm,
                budget=self.budget,
                calls=self.calls,
                switch=self.switch,
                told=self._told,
            )
        )

    def _told(self, error: LMError) -> RedraftError:
        found = told(error, self.order.settings)
        return found if isinstance(found, ModelError | BudgetError) else ModelError(str(found))

    def _judges(self) -> list[str]:
        parts = {"val": self.order.val, "train": self.order.train}
        judged = parts.get(self.optimizer.judges)
        return [str(row.id) for row in judged.rows] if judged else []


def replace_card(card: Card, **fields: Any) -> Card:
    """The card with these fields, validated."""
    return Card.model_validate(card.model_dump() | fields)


def _metric(name: str) -> Metric:
    try:
        return find_metric(name)
    except ValueError as error:
        raise ConfigurationError(f"--metric: {error}") from None


def _load(order: Order, program: Program) -> dict[str, Any]:
    """The program's model and the proposer's, which by default is the same."""
    main = load_models(order.settings, program)["main"]
    if order.prompt_model is None:
        return {"main": main, "prompt": main}
    other = order.settings.but(model=order.prompt_model)
    return {"main": main, "prompt": load_models(other, program)["main"]}


def _enough(order: Order) -> None:
    parts = {"--train": order.train, "--val": order.val, "--holdout": order.held_out}
    for option, part in parts.items():
        if part is not None and not part.rows:
            raise ConfigurationError(f"{option}: there are no rows in {part.used.source}")
