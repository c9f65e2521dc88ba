"""The optimizers by name, with their defaults and what they may cost."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from redraft.errors import ConfigurationError
from redraft.extras import here, install
from redraft.programs.program import Program
from redraft.texts.nearest import accepted

from .knobs import Knobs
from .search import Search, bootstrap, copro, gepa, gepa_runs, mipro, random_search, simba

__all__ = ["OPTIMIZERS", "Optimizer", "find"]


@dataclass(frozen=True)
class Optimizer:
    """A named optimizer: its knobs with their defaults, and how it searches.

    `runs` is the most program runs that a search takes, of (knobs, rows to train, rows to
    validate, steps of the program). `judges` names the rows that candidates are compared
    on: "val", "train", or "" where they are compared on a few at a time. `needs` is a package
    that neither DSPy nor redraft brings.
    """

    name: str
    says: str
    knobs: Knobs
    search: Callable[[Search], Program]
    runs: Callable[[Any, int, int, int], int]
    judges: str = "val"
    needs: str = ""


def _simba_runs(knobs: Any, train: int, val: int, steps: int) -> int:
    batch, candidates = min(int(knobs.minibatch), train), int(knobs.candidates)
    return int(knobs.trials) * batch * (2 * candidates + 1) + (candidates + 1) * train


OPTIMIZERS = {
    optimizer.name: optimizer
    for optimizer in (
        Optimizer(
            "bootstrap",
            "demonstrations from runs that scored well",
            Knobs(demos=2),
            bootstrap,
            lambda knobs, train, val, steps: train,
            judges="",
        ),
        Optimizer(
            "random_search",
            "the best of several sets of demonstrations",
            Knobs(demos=2, candidates=3),
            random_search,
            lambda knobs, train, val, steps: (knobs.candidates + 1) * (train + val) + val,
        ),
        Optimizer(
            "mipro",
            "demonstrations and proposed instructions, by Bayesian search (MIPROv2)",
            Knobs(demos=2, candidates=3, trials=6),
            mipro,
            lambda knobs, train, val, steps: (
                max(1, knobs.candidates - 1) * train + (knobs.trials + 1) * val
            ),
            needs="optuna",
        ),
        Optimizer(
            "simba",
            "rules and demonstrations from the rows that vary most",
            Knobs(demos=2, candidates=2, trials=2, minibatch=6),
            simba,
            _simba_runs,
            judges="",
        ),
        Optimizer(
            "gepa",
            "instructions rewritten after reflection on feedback",
            Knobs(trials=8, minibatch=3),
            gepa,
            lambda knobs, train, val, steps: (
                gepa_runs(knobs, train, val) + 2 * min(knobs.minibatch, train) + val - 1
            ),
        ),
        Optimizer(
            "copro",
            "the best of several proposed instructions, step after step",
            Knobs(candidates=3, trials=1),
            copro,
            lambda knobs, train, val, steps: (
                knobs.candidates * train * knobs.trials
                if steps == 1
                else knobs.candidates * train * steps * knobs.trials * (knobs.trials + 1) // 2
            ),
            judges="train",
        ),
    )
}


def find(name: str) -> Optimizer:
    """The optimizer of this name.

    Raises:
        ConfigurationError: there is none, and the message names those there are; or it
            needs a package that is not here.
    """
    if name in OPTIMIZERS:
        if (needs := OPTIMIZERS[name].needs) and not here(needs):
            raise ConfigurationError(
                f"--optimizer {name} needs {needs}, which is not here: {install('optimizers')}"
            )
        return OPTIMIZERS[name]
    raise ConfigurationError(f"--optimizer {name!r}: {accepted(name, OPTIMIZERS)}")
