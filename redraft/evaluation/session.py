"""From what was asked for to runs in the store, and from those to their end."""

import asyncio
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from redraft.app import load_models, quiet
from redraft.budget import Budget
from redraft.data import Row
from redraft.errors import ConfigurationError
from redraft.metrics import Metric, find
from redraft.pace import Pace
from redraft.prices import Price, known, no_price
from redraft.programs.program import Program

from . import cache, cap, fingerprints, match
from .loop import Loop
from .records import RunInfo, Spec
from .runner import Job, Outcome, Runner
from .store import Store
from .watch import Books

__all__ = ["Session", "metric_of", "prepare"]


def prepare(spec: Spec, rows: Sequence[Row], price: Price | None = None) -> Spec:
    """The spec with prices and fingerprints, once it is sure that it can be run.

    Raises:
        ConfigurationError: program, metric, model or key is wrong, or a price is missing.
    """
    metric, program = metric_of(spec.metric), spec.variant.build()
    if spec.match:
        match.check(spec.variant.name, program)
    lms = _models(spec, program)
    found = {lm.model: price or known(lm) for lm in lms.values()}
    if spec.caps.cost is not None and (unknown := [m for m, rate in found.items() if not rate]):
        raise ConfigurationError(no_price(unknown[0]))
    prints = {
        "data": fingerprints.of_data(rows),
        "program": fingerprints.of_program(program),
        "code": fingerprints.of_code(),
        "metric": fingerprints.of_metric(metric.name),
        "model": fingerprints.of_models(lms),
    }
    prices = {model: (rate.prompt, rate.reply) for model, rate in found.items() if rate}
    names = {step: lm.model for step, lm in lms.items()}
    return spec.model_copy(update={"prices": prices, "fingerprints": prints, "models": names})


def metric_of(name: str) -> Metric:
    """The metric of that name; ConfigurationError names the accepted ones."""
    try:
        return find(name)
    except ValueError as error:
        raise ConfigurationError(f"--metric: {error}") from None


class Session:
    """Runs of one batch, ready to be worked on. They are made or taken up by `work` alone."""

    def __init__(self, store: Store, runs: Sequence[RunInfo]) -> None:
        quiet()
        if runs[0].spec.cache:
            cache.use()
        self.store = store
        self.jobs = [self._job(run) for run in runs]
        self.runs = [job.info for job in self.jobs]
        self.spec = self.runs[0].spec
        self.pace = Pace(self.spec.concurrency, self.spec.tries)
        self.budget = Budget(
            self.spec.caps.tokens,
            self.spec.caps.calls,
            self.spec.caps.cost,
            prices={
                model: Price(*rate) for run in self.runs for model, rate in run.spec.prices.items()
            },
            ledger=Books(store),
        )
        self.runner = Runner(store, self.jobs, self.budget, self.pace)

    def work(self, tell: Callable[[], None] = lambda: None) -> Outcome:
        """Work on the runs until they end, and record how; `tell` is called after each row.

        Raises:
            ConfigurationError: another process works on them, or has scored them by other code,
                or no call can succeed.
        """
        batch = self.runs[0].batch
        with self.store.working(batch):
            for job, spec in [(job, self._printed(job)) for job in self.jobs]:
                self.store.begins(job.info.id, spec)
            spent = self.store.spent(batch)
            self.budget.spent_calls, self.budget.spent_tokens, self.budget.spent_cost = spent
            self.runner.tell = tell
            try:
                with asyncio.Runner(loop_factory=Loop) as loop:
                    outcome = loop.run(self.runner.run(self.spec.concurrency))
            except ConfigurationError as error:
                for run in self.runs:
                    if self.store.todo(run.id, 1):
                        self.store.ends(run.id, "failed", str(error))
                    else:
                        self.store.ends(run.id, "done")
                raise
            for run in self.runs:
                self._end(run.id, outcome)
        return outcome

    @property
    def cap(self) -> tuple[str, str]:
        """The option of the cap that ended the runs, and how it stands; empty if none did."""
        return cap.reached(self.budget) if self.runner.outcome.over else ("", "")

    def _end(self, run: int, outcome: Outcome) -> None:
        if run in outcome.failed:
            self.store.ends(run, "failed", f"too many errors, first {outcome.failed[run]}")
        elif self.store.todo(run, 1):
            self.store.ends(run, "over_budget", self.cap[1] or "a cap was reached")
        else:
            self.store.ends(run, "done")

    def _printed(self, job: Job) -> Spec:
        """The job's spec with the fingerprints as the store has them now."""
        prints = self.store.run(job.info.id).spec.fingerprints
        spec = job.info.spec.model_copy(update={"fingerprints": prints})
        _alike(job.info.model_copy(update={"spec": spec}), job.programs[0])
        left = job.info.done < job.info.rows
        return spec.made_by(fingerprints.of_code()) if left else spec

    def _job(self, run: RunInfo) -> Job:
        spec = run.spec
        programs = [spec.variant.build(repeat) for repeat in range(spec.repeats)]
        _alike(run, programs[0])
        lms = _models(spec, programs[0])
        return Job(_named(run, lms), programs, lms, metric_of(spec.metric))


def _named(run: RunInfo, lms: Mapping[str, Any]) -> RunInfo:
    """The run with its models and their prices by the names that they have now.

    A server that has moved has another; one without a price, where cost is capped, would be
    free.
    """
    spec, names = run.spec, {step: lm.model for step, lm in lms.items()}
    now = {old: names[step] for step, old in spec.models.items() if step in names}
    prices = {now.get(model, model): rate for model, rate in spec.prices.items()}
    if spec.caps.cost is not None and (unknown := set(names.values()) - prices.keys()):
        raise ConfigurationError(
            f"run {run.id}: no price of {min(unknown)} was known when it began, so what it cost "
            "is not known either; redraft evaluate --price IN,OUT begins one whose cost is capped"
        )
    new = spec.model_copy(update={"models": names, "prices": prices})
    return run.model_copy(update={"spec": new})


def _alike(run: RunInfo, program: Program) -> None:
    """Refuse to go on with a run whose further rows would not be as those that it has."""
    spec = run.spec
    now = fingerprints.of_program(program)
    if now != spec.fingerprints.get("program", now):
        raise ConfigurationError(
            f"run {run.id}: the prompts or settings of {spec.variant.name} are others now "
            "than when it began, so its rows would not be alike; evaluate anew"
        )
    now = fingerprints.of_metric(spec.metric)
    if now != (spec.metric_print(spec.metric) or now):
        raise ConfigurationError(
            f"run {run.id}: the code of the metric {spec.metric} is another now than when its "
            f"rows were scored, so scores would not be alike; first: redraft rescore {run.id} "
            f"--metric {spec.metric}"
        )


_LOADED: dict[str, dict[str, Any]] = {}


def _models(spec: Spec, program: Program) -> Mapping[str, Any]:
    """The models of the spec, loaded once."""
    settings = spec.variant.settings
    options: dict[str, Any] = {"cache": spec.cache, "timeout": spec.timeout}
    asked = ("model", "api_base", "critic_model", "temperature", "seed")
    key = json.dumps([settings.model_dump(include=set(asked)), options, program.name])
    if key not in _LOADED:
        _LOADED[key] = load_models(settings, program, **options)
    return _LOADED[key]
