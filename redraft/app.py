"""The application around a program: models, budget and journal in, an outcome out."""

import inspect
import logging
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import dspy
from dspy.utils.exceptions import DSPyError

from redraft.adapter import PrefixAdapter
from redraft.artefact import load
from redraft.artefact.place import is_there
from redraft.budget import Budget, spending
from redraft.errors import ConfigurationError
from redraft.failures import told
from redraft.journal import Journal
from redraft.models.lm import resolve
from redraft.paths import path_of
from redraft.preflight import check, reach
from redraft.programs import PROGRAMS, find
from redraft.programs.item import Item
from redraft.programs.program import Program
from redraft.programs.steps import Ask, Reply, Watcher, models, watching
from redraft.settings import Settings
from redraft.signatures.records import Round, Status, StepCost
from redraft.signatures.types import Verdict

__all__ = ["CRITIC_STEPS", "Display", "Outcome", "build", "load_models", "quiet", "refine_text"]

CRITIC_STEPS = ("critique", "verify")
"""The steps that the critic's own model is asked for."""


class Display(Watcher, Protocol):
    """Shows a run as it goes. None of its methods may raise."""

    def recalled(self, ask: Ask, reply: Reply) -> None:
        """A step was answered from an earlier run's journal."""


@dataclass(frozen=True)
class Outcome:
    """How a run ended, with all it took. `model` is the name in full, `path` the journal's."""

    item: Item
    settings: Settings
    model: str
    status: Status
    rounds: tuple[Round, ...]
    best: int
    seconds: float
    costs: tuple[StepCost, ...] = ()
    recalled: int = 0
    path: Path | None = None
    trouble: str = ""

    @property
    def text(self) -> str:
        """The best text of the trajectory; empty if there is none."""
        return self.rounds[self.best].text if self.rounds else ""

    @property
    def verdicts(self) -> list[Verdict]:
        """The verdicts on that text."""
        return self.rounds[self.best].verdicts if self.rounds else []


def refine_text(
    item: Item,
    settings: Settings,
    *,
    journal: Journal | None = None,
    display: Display | None = None,
    lms: Mapping[str, Any] | None = None,
) -> Outcome:
    """Run the program on `item`; steps that `journal` knows are not asked again.

    `lms` are the models to ask, as `load_models` gives them; by default those that
    `settings` name.

    Raises:
        ConfigurationError: a name, a key or an address is wrong, or the text is too long.
        ModelError: the model or its server failed; what was answered is in the journal.
    """
    quiet()
    program = build(settings)
    lms = lms or load_models(settings, program)
    journal = journal or Journal(item, settings)
    journal.opens(program)
    budget = Budget(tokens=settings.max_tokens, ledger=journal)
    budget.spent_tokens = journal.spent
    tally = _Tally(journal, display)
    began = time.perf_counter()
    with ExitStack() as stack:
        stack.enter_context(dspy.context(lm=lms["main"], adapter=PrefixAdapter()))
        stack.enter_context(models({k: lm for k, lm in lms.items() if k != "main"}))
        stack.enter_context(spending(budget))
        stack.enter_context(watching(tally))
        try:
            result = program(
                task=item.task,
                requirements=item.requirements,
                checklist=item.checklist,
                draft=item.draft,
            )
        except DSPyError as error:
            raise told(error, settings) from error
    journal.ended(result.status)
    return Outcome(
        item=item,
        settings=settings,
        model=lms["main"].model,
        status=result.status,
        rounds=tuple(result.rounds),
        best=result.best,
        seconds=round(time.perf_counter() - began, 3),
        recalled=journal.recalled,
        path=None if journal.trouble else journal.path,
        trouble=journal.trouble,
        costs=tuple(tally.costs),
    )


def build(settings: Settings) -> Program:
    """The program that `settings` name, with what they choose of its own settings.

    It is one of the registry, or a compiled one by its folder.

    Raises:
        ConfigurationError: there is no such program, it has no such setting, or takes another.
    """
    kind, make = _named(settings.program)
    accepted = inspect.signature(kind.__init__).parameters
    for name in settings.of_program:
        if name not in accepted and name != "seed":
            option = "category" if name == "categories" else name.replace("_", "-")
            raise ConfigurationError(f"--program {settings.program} takes no --{option}")
    try:
        return make(**{k: v for k, v in settings.of_program.items() if k in accepted})
    except ValueError as error:
        raise ConfigurationError(f"--program {settings.program}: {error}") from None


def _named(name: str) -> tuple[type[Program], Callable[..., Program]]:
    """The program's class, and what makes one: the class itself, or a compiled one's folder."""
    folder = path_of(name)
    if name not in PROGRAMS and (len(folder.parts) > 1 or is_there(folder)):
        return type(load(folder).program), lambda **chosen: load(folder, **chosen).program
    try:
        program = find(name)
    except KeyError as error:
        said = f"{error.args[0]}, or the folder of a compiled one, such as compiled/x"
        raise ConfigurationError(f"--program: {said}") from None
    return program, program


def load_models(
    settings: Settings, program: Program, *, option: str = "--model", **options: Any
) -> dict[str, Any]:
    """The model of the program as "main", and the critic's under the name of each of its steps.

    `option` is what named the model, for messages; `options` are those of
    `redraft.models.lm.resolve` that are no settings.

    Raises:
        ConfigurationError: a model or its key is missing, or the program has no critic.
    """
    lms = {"main": _load(settings.model, settings, options, option)}
    if settings.critic_model is not None:
        critics = [step for step in CRITIC_STEPS if hasattr(program, step)]
        if not critics:
            raise ConfigurationError(f"--critic-model: program {program.name} has no critic")
        chosen = _load(settings.critic_model, settings, options, "--critic-model")
        lms |= dict.fromkeys(critics, chosen)
    return lms


def quiet() -> None:
    """Keep DSPy from writing: no cache on disk, and on stderr only what is an error."""
    dspy.configure_cache(enable_disk_cache=False, enable_memory_cache=False)
    logging.getLogger("dspy").setLevel(logging.ERROR)


def _load(model: str, settings: Settings, options: Mapping[str, Any], option: str) -> Any:
    """The model; one that is embedded is so even beside a server."""
    local = model == "local" or model.startswith("local/")
    api_base = None if local else settings.api_base
    if api_base is not None:
        reach(api_base)
    elif not local:
        check(model, option)
    chosen = {"temperature": settings.temperature, "seed": settings.seed, **options}
    return resolve(model, api_base=api_base, **chosen)


class _Tally:
    """Hands what it sees to the journal and the display, and adds up the costs."""

    def __init__(self, journal: Journal, display: Display | None) -> None:
        self.journal = journal
        self.display = display
        self.costs = journal.asked_again

    def recall(self, ask: Ask) -> Reply | None:
        reply = self.journal.recall(ask)
        if reply is not None:
            self.costs.append(reply.cost)
            if self.display:
                self.display.recalled(ask, reply)
        return reply

    def asked(self, ask: Ask) -> None:
        if self.display:
            self.display.asked(ask)

    def answered(self, ask: Ask, reply: Reply) -> None:
        self.costs.append(reply.cost)
        self.journal.answered(ask, reply)
        if self.display:
            self.display.answered(ask, reply)

    def failed(self, ask: Ask, cost: StepCost) -> None:
        self.costs.append(cost)
        self.journal.failed(ask, cost)
        if self.display:
            self.display.failed(ask, cost)

    def finished(self, round: Round) -> None:
        self.journal.finished(round)
        if self.display:
            self.display.finished(round)
