"""DSPy's optimizers by name, each with defaults that a small dataset bears.

None is ever run in its "auto" mode, which means thousands of runs. None is given
labelled rows as demonstrations: a row of ours has the flawed draft where a step's
demonstration would have the good one, so demonstrations come from runs that scored well.
"""

import difflib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import dspy

from redraft.errors import ConfigurationError
from redraft.programs.program import Program

from .halt import Halted
from .knobs import Knobs

__all__ = ["OPTIMIZERS", "Optimizer", "Search", "find"]


@dataclass(frozen=True)
class Search:
    """What an optimizer works with; `knobs` are complete. Models and adapter are in force."""

    program: Program
    train: list[dspy.Example]
    val: list[dspy.Example]
    metric: Callable[..., Any]
    prompt_lm: dspy.LM
    adapter: Any
    knobs: Knobs
    seed: int = 0
    threads: int = 1

    def knob(self, name: str) -> int:
        """A knob that this optimizer has."""
        return int(getattr(self.knobs, name))


@dataclass(frozen=True)
class Optimizer:
    """A named optimizer: its knobs with their defaults, and how it searches.

    `runs` is the most program runs that a search takes, of (knobs, rows to train, rows to
    validate, steps of the program). `judges` names the rows that candidates are compared
    on: "val", "train", or "" where they are compared on a few at a time.
    """

    name: str
    says: str
    knobs: Knobs
    search: Callable[[Search], Program]
    runs: Callable[[Any, int, int, int], int]
    judges: str = "val"


class Bootstrap(dspy.BootstrapFewShot):
    """BootstrapFewShot that keeps the demonstrations it has when it is stopped."""

    halted: Halted | None = None

    def _bootstrap(self, *, max_bootstraps: int | None = None) -> None:
        try:
            super()._bootstrap(max_bootstraps=max_bootstraps)
        except Halted as stop:
            self.halted = stop
            self.validation: list[Any] = []


def _bootstrap(search: Search) -> Program:
    optimizer = Bootstrap(
        metric=search.metric,
        max_bootstrapped_demos=search.knob("demos"),
        max_labeled_demos=0,
    )
    found: Program = optimizer.compile(search.program, trainset=search.train)
    if optimizer.halted:
        optimizer.halted.args = (*optimizer.halted.args, found)
        raise optimizer.halted
    return found


def _random_search(search: Search) -> Program:
    candidates = search.knob("candidates")
    optimizer = dspy.BootstrapFewShotWithRandomSearch(
        metric=search.metric,
        max_bootstrapped_demos=search.knob("demos"),
        max_labeled_demos=0,
        num_candidate_programs=candidates,
        num_threads=search.threads,
    )
    # -3: as it is; -2, labelled rows, is left out; -1: demonstrations in order; then shuffled
    which = [-3, -1, *range(candidates)]
    found: Program = optimizer.compile(
        search.program, trainset=search.train, valset=search.val, restrict=which
    )
    return found


def _mipro(search: Search) -> Program:
    optimizer = dspy.MIPROv2(
        metric=search.metric,
        prompt_model=search.prompt_lm,
        auto=None,
        num_candidates=search.knob("candidates"),
        max_bootstrapped_demos=search.knob("demos"),
        max_labeled_demos=0,
        num_threads=search.threads,
        seed=search.seed,  # it takes compile's 0 for none
    )
    found: Program = optimizer.compile(
        search.program,
        trainset=search.train,
        valset=search.val,
        num_trials=search.knob("trials"),
        minibatch=False,
        seed=search.seed,
        view_data_batch_size=2,  # a row is long; ten of them overflow a small context
        program_aware_proposer=False,  # so does the program's source
    )
    return found


def _simba(search: Search) -> Program:
    optimizer = dspy.SIMBA(
        metric=search.metric,
        prompt_model=search.prompt_lm,
        bsize=min(search.knob("minibatch"), len(search.train)),
        num_candidates=search.knob("candidates"),
        max_steps=search.knob("trials"),
        max_demos=search.knob("demos"),
        num_threads=search.threads,
    )
    found: Program = optimizer.compile(search.program, trainset=search.train, seed=search.seed)
    for _, predictor in found.named_predictors():
        predictor.lm = None  # one that it sampled with
    return found


def _gepa(search: Search) -> Program:
    from dspy.teleprompt.gepa import InstructionProposer

    optimizer = dspy.GEPA(
        metric=search.metric,
        max_metric_calls=_gepa_runs(search.knobs, len(search.train), len(search.val), 0),
        reflection_minibatch_size=min(search.knob("minibatch"), len(search.train)),
        reflection_lm=search.prompt_lm,
        instruction_proposer=InstructionProposer(adapter=search.adapter),
        num_threads=search.threads,
        warn_on_score_mismatch=False,
        seed=search.seed,
    )
    found: Program = optimizer.compile(search.program, trainset=search.train, valset=search.val)
    return found


def _copro(search: Search) -> Program:
    optimizer = dspy.COPRO(
        metric=search.metric,
        prompt_model=search.prompt_lm,
        breadth=search.knob("candidates"),
        depth=search.knob("trials"),
        init_temperature=1.0,
    )
    settings = {"num_threads": search.threads, "display_progress": False, "display_table": 0}
    found: Program = optimizer.compile(search.program, trainset=search.train, eval_kwargs=settings)
    return found


def _gepa_runs(knobs: Any, train: int, val: int, steps: int) -> int:
    return val + int(knobs.trials) * (2 * min(int(knobs.minibatch), train) + val)


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
            _bootstrap,
            lambda knobs, train, val, steps: train,
            judges="",
        ),
        Optimizer(
            "random_search",
            "the best of several sets of demonstrations",
            Knobs(demos=2, candidates=3),
            _random_search,
            lambda knobs, train, val, steps: (knobs.candidates + 1) * (train + val) + val,
        ),
        Optimizer(
            "mipro",
            "demonstrations and proposed instructions, by Bayesian search (MIPROv2)",
            Knobs(demos=2, candidates=3, trials=6),
            _mipro,
            lambda knobs, train, val, steps: (
                max(1, knobs.candidates - 1) * train + (knobs.trials + 1) * val
            ),
        ),
        Optimizer(
            "simba",
            "rules and demonstrations from the rows that vary most",
            Knobs(demos=2, candidates=2, trials=2, minibatch=6),
            _simba,
            _simba_runs,
            judges="",
        ),
        Optimizer(
            "gepa",
            "instructions rewritten after reflection on feedback",
            Knobs(trials=8, minibatch=3),
            _gepa,
            _gepa_runs,
        ),
        Optimizer(
            "copro",
            "the best of several proposed instructions, step after step",
            Knobs(candidates=3, trials=1),
            _copro,
            lambda knobs, train, val, steps: knobs.trials * knobs.candidates * steps * train,
            judges="train",
        ),
    )
}


def find(name: str) -> Optimizer:
    """The optimizer of this name.

    Raises:
        ConfigurationError: there is none; the message names those there are.
    """
    if name in OPTIMIZERS:
        return OPTIMIZERS[name]
    near = difflib.get_close_matches(name, OPTIMIZERS, n=1, cutoff=0.3)
    hint = f"; did you mean {near[0]}?" if near else ";"
    raise ConfigurationError(
        f"--optimizer {name!r}: there is none of this name{hint} accepted are "
        f"{', '.join(OPTIMIZERS)}"
    )
