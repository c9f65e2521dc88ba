"""DSPy's optimizers, each called as a small dataset bears it.

None is ever run in its "auto" mode, which means thousands of runs. None is given
labelled rows as demonstrations: a row of ours has the flawed draft where a step's
demonstration would have the good one, so demonstrations come from runs that scored well.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import dspy

from redraft.programs.program import Program

from .halt import Halted
from .knobs import Knobs

__all__ = [
    "Search",
    "bootstrap",
    "copro",
    "gepa",
    "gepa_runs",
    "mipro",
    "random_search",
    "simba",
]


@dataclass(frozen=True)
class Search:
    """What an optimizer works with; `knobs` are complete. Models and adapter are in force.

    `prompt_lm` proposes, reflects, and makes the runs that become demonstrations.
    """

    program: Program
    train: list[dspy.Example]
    val: list[dspy.Example]
    metric: Callable[..., Any]
    prompt_lm: dspy.LM
    adapter: Any
    knobs: Knobs
    seed: int = 0
    threads: int = 1

    @property
    def teacher(self) -> dict[str, Any]:
        """DSPy's settings while a run is made to become a demonstration."""
        return {"lm": self.prompt_lm}

    def knob(self, name: str) -> int:
        """A knob that this optimizer has."""
        return int(getattr(self.knobs, name))


class Bootstrap(dspy.BootstrapFewShot):
    """BootstrapFewShot that keeps the demonstrations it has when it is stopped."""

    halted: Halted | None = None

    def _bootstrap(self, *, max_bootstraps: int | None = None) -> None:
        try:
            super()._bootstrap(max_bootstraps=max_bootstraps)
        except Halted as stop:
            self.halted = stop
            self.validation: list[Any] = []


def bootstrap(search: Search) -> Program:
    """BootstrapFewShot."""
    optimizer = Bootstrap(
        metric=search.metric,
        teacher_settings=search.teacher,
        max_bootstrapped_demos=search.knob("demos"),
        max_labeled_demos=0,
    )
    found: Program = optimizer.compile(search.program, trainset=search.train)
    if optimizer.halted:
        optimizer.halted.found = found
        raise optimizer.halted
    return found


def random_search(search: Search) -> Program:
    """BootstrapFewShotWithRandomSearch."""
    candidates = search.knob("candidates")
    optimizer = dspy.BootstrapFewShotWithRandomSearch(
        metric=search.metric,
        teacher_settings=search.teacher,
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


def mipro(search: Search) -> Program:
    """MIPROv2."""
    optimizer = dspy.MIPROv2(
        metric=search.metric,
        prompt_model=search.prompt_lm,
        teacher_settings=search.teacher,
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


def simba(search: Search) -> Program:
    """SIMBA."""
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


def gepa(search: Search) -> Program:
    """GEPA."""
    from dspy.teleprompt.gepa import InstructionProposer

    optimizer = dspy.GEPA(
        metric=search.metric,
        max_metric_calls=gepa_runs(search.knobs, len(search.train), len(search.val)),
        reflection_minibatch_size=min(search.knob("minibatch"), len(search.train)),
        reflection_lm=search.prompt_lm,
        instruction_proposer=InstructionProposer(adapter=search.adapter),
        num_threads=search.threads,
        warn_on_score_mismatch=False,
        seed=search.seed,
    )
    found: Program = optimizer.compile(search.program, trainset=search.train, valset=search.val)
    return found


def copro(search: Search) -> Program:
    """COPRO."""
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


def gepa_runs(knobs: Knobs, train: int, val: int) -> int:
    """Runs after which GEPA begins nothing more: the original, then two batches a proposal and all.

    What it has begun just before that it ends.
    """
    return val + int(knobs.trials or 0) * (2 * min(int(knobs.minibatch or 1), train) + val)
