"""A calibration from its order to its card."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

import dspy
from dspy.utils.exceptions import ContextWindowExceededError, DSPyError

from redraft.adapter import PrefixAdapter
from redraft.app import CRITIC_STEPS, build, load_models, quiet
from redraft.budget import Budget, spending
from redraft.evaluation import fingerprints
from redraft.failures import told
from redraft.pace import Pace, pacing
from redraft.programs.meter import OverBudget
from redraft.programs.program import Program
from redraft.programs.steps import adrive, models, watching
from redraft.statistics import Diagnostic
from redraft.workers import UNKEPT, connected, together

from .answers import Answers
from .card import Card, Judge, Rates, Rounds, Spent, Used
from .case import Case
from .expected import Expected, expected
from .order import Order, asked_of, has, measurable, plan_of
from .plan import Plan
from .probe import Probe
from .probes.verdicts import VERDICTS, by_box, by_text

__all__ = ["Calibration", "Display"]

SEVERAL = 16
"""Examples at once where a server answers; an embedded model takes one after the other."""


class Display(Protocol):
    """Shows a calibration as it goes. Neither method may raise."""

    def begins(self, calibration: "Calibration", expected: Expected) -> None:
        """It is about to ask."""

    def answered(self, calibration: "Calibration") -> None:
        """One more question is answered."""


class Calibration:
    """All that an order needs, ready to be asked. `lms` are the models, by default the order's.

    Raises:
        ConfigurationError: a name, a key, the data or the log is wrong.
    """

    def __init__(self, order: Order, lms: Mapping[str, Any] | None = None) -> None:
        quiet()
        self.order = order
        self.program: Program = build(order.settings)
        self.cases: list[Case] = measurable(order)
        self.plan: Plan = plan_of(order, self.program, self.cases)
        self.probes: list[Probe] = asked_of(order, self.program, self.plan)
        options: dict[str, Any] = {"timeout": order.timeout, "num_retries": 0}
        self.lms = lms or load_models(order.settings, self.program, **options)
        self.steps = [step for step in CRITIC_STEPS if has(self.program, step)]
        self.prompts = {step: fingerprints.of_step(self.program, step) for step in self.steps}
        self.models = {step: self.lms.get(step, self.lms["main"]).model for step in self.steps}
        bound = {"model": fingerprints.of_models(self.lms)}
        wrote = {step for probe in self.probes for step in probe.steps} & {"draft"}
        asked = {step: fingerprints.of_step(self.program, step) for step in wrote} | self.prompts
        bound |= {f"prompt of {step}": sha256 for step, sha256 in asked.items()}
        self.answers = Answers(order.log, bound, self.program)
        self.done = 0
        self.budget = Budget(order.max_tokens, order.max_calls, ledger=self.answers)
        self._seen: dict[tuple[str, str], list[Any]] = {}
        self._turns = defaultdict[str, asyncio.Lock](asyncio.Lock)
        self.lost: list[str] = []
        self.stopped = ""

    def work(self, display: Display, rounds: Rounds | None = None) -> Card:
        """Ask all that is not known yet; the card of all that was seen.

        A cap ends it with the card of what there is.

        Raises:
            ConfigurationError: no call can succeed, since a key or a model's name is wrong.
            ModelError: the model or its server failed; what was answered is in the log.
        """
        began = time.monotonic()
        with self.answers.opened():
            self.budget.spent_calls += self.answers.calls
            self.budget.spent_tokens += self.answers.tokens
            display.begins(
                self,
                expected(self.program, self.cases, self.probes, self.plan, self.answers),
            )
            self.answers.tell = lambda: display.answered(self)
            asyncio.run(self._run())
        seconds = self.answers.seconds + time.monotonic() - began
        return self._card(round(seconds, 1), rounds)

    async def _run(self) -> None:
        local = all(lm.model.startswith("local/") for lm in self.lms.values())
        most = self.order.concurrency or (1 if local else SEVERAL)
        queue = iter(self.cases)
        context = dspy.context(lm=self.lms["main"], adapter=PrefixAdapter(), **UNKEPT)
        by_step = {step: lm for step, lm in self.lms.items() if step != "main"}
        with (
            context,
            models(by_step),
            spending(self.budget),
            pacing(Pace(most)),
            watching(self.answers),
        ):
            async with connected(self.lms.values()):
                await together(lambda: self._work(queue), most)

    async def _work(self, queue: Any) -> None:
        """Every probe of one example after the other: they share questions, and a prefix."""
        for case in queue:
            for probe in self.probes:
                if self.stopped:
                    return
                try:
                    seen = await self._drive(probe, case)
                except OverBudget as stop:
                    self.stopped = str(stop)
                except ContextWindowExceededError:
                    self.lost.append(case.name)
                except DSPyError as error:
                    raise told(error, self.order.settings) from error
                else:
                    self._seen[probe.name, case.name] = seen
                self.done += 1

    async def _drive(self, probe: Probe, case: Case) -> list[Any]:
        """What the probe sees; examples whose drafts are one question take turns at that."""
        steps = probe.look(case, self.plan)
        if "draft" not in probe.steps:
            return await adrive(self.program, steps)
        async with self._turns[repr(case.item.shared)]:
            return await adrive(self.program, steps)

    @property
    def looks(self) -> int:
        """How many probes of examples there are in all; `done` of them are."""
        return len(self.probes) * len(self.cases)

    def seen(self, probe: str) -> list[Any]:
        """What the probe saw, in the order of the examples, whichever was done first."""
        found = (self._seen.get((probe, case.name), []) for case in self.cases)
        return [one for seen in found for one in seen]

    def _card(self, seconds: float, rounds: Rounds | None) -> Card:
        order = self.order
        verdicts = self.seen(VERDICTS.name)
        names = {case.name for case in self.cases}
        return Card(
            made=datetime.now().astimezone().replace(microsecond=0),
            program=order.settings.program,
            model=self.lms["main"].model,
            models=self.models,
            prompts=self.prompts,
            data=Used(
                source=order.source,
                split=order.split,
                examples=tuple(case.name for case in self.cases),
                sha256=fingerprints.of_data(row for row in order.rows if row.id in names),
            ),
            probes=tuple(probe.name for probe in self.probes),
            repeats=self.plan.repeats,
            quick=order.quick,
            figures=tuple(
                figure
                for probe in self.probes
                if (seen := self.seen(probe.name))
                for figure in probe.tell(seen)
            ),
            judge=Judge(boxes=_rates(by_box(verdicts)), texts=_rates(by_text(verdicts))),
            rounds=rounds,
            notes=tuple(self._notes()),
            spent=Spent(
                calls=self.budget.spent_calls, tokens=self.budget.spent_tokens, seconds=seconds
            ),
            stopped=self.stopped,
        )

    def _notes(self) -> Sequence[str]:
        notes = []
        if self.order.quick:
            notes.append("quick: the shortest texts of the data, and fewer questions of each")
        if self.lost:
            names = ", ".join(dict.fromkeys(self.lost))
            notes.append(f"too long for the model's context, so left out: {names}")
        return notes


def _rates(found: Diagnostic) -> Rates:
    return Rates(sensitivity=found.sensitivity, specificity=found.specificity)
