"""What is to be calibrated, and how: an order with everything that it names found."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from redraft.data import Row
from redraft.errors import ConfigurationError
from redraft.programs.program import Program
from redraft.settings import Settings
from redraft.signatures.types import CATEGORIES
from redraft.texts.nearest import accepted

from .attacks import ATTACKS
from .case import Case, cases, chosen
from .plan import Plan
from .probe import Probe
from .probes import LONG, PROBES

__all__ = ["Order", "asked_of", "has", "measurable", "plan_of"]

SHORT = 6
"""Examples of `--quick` where no other number is given."""
EVERY = 3
"""Of the attacks, every how many `--quick` tries, unless `--probe attack` asks for them."""


@dataclass(frozen=True)
class Order:
    """A calibration as it was asked for; None is what is usual, which `quick` makes less.

    `log` is the file of answers, `max_tokens` and `max_calls` cap all starts together.
    """

    settings: Settings
    rows: Sequence[Row]
    source: str
    split: str | None
    log: Path | None = None
    limit: int | None = None
    repeats: int | None = None
    levels: tuple[int, ...] | None = None
    probes: tuple[str, ...] = ()
    attack: bool = False
    quick: bool = False
    max_tokens: int | None = None
    max_calls: int | None = None
    concurrency: int | None = None
    timeout: float | None = None


def measurable(order: Order) -> list[Case]:
    """The examples that are asked about.

    Raises:
        ConfigurationError: none has a draft and labels.
    """
    found = cases(order.rows)
    if not found:
        raise ConfigurationError(
            f"--data {order.source}: no row has a draft with labels; accepted are rows with "
            "draft, checklist, and verdicts, weaknesses or coded boxes, as in redraft data show"
        )
    limit = order.limit or (SHORT if order.quick else None)
    return chosen(found, limit, short=order.quick)


def plan_of(order: Order, program: Program, found: Sequence[Case]) -> Plan:
    """How probes ask, with the program's own settings."""
    least = getattr(program, "min_weaknesses", 3)
    brief = order.quick and "levels" not in order.probes
    once = order.quick and not {"repeats", "twice"} & set(order.probes)
    usual = () if brief else (0, 3, 5)
    attack = order.attack or "attack" in order.probes
    few = order.quick and "attack" not in order.probes
    return Plan(
        repeats=order.repeats or (1 if once else 2),
        least=least,
        levels=usual if order.levels is None else order.levels,
        categories=getattr(program, "categories", CATEGORIES),
        seed=getattr(program, "seed", 0),
        quick=order.quick,
        attacks=_dealt(program, found, EVERY if few else 1) if attack else {},
    )


def _dealt(program: Program, found: Sequence[Case], every: int) -> dict[str, tuple[int, ...]]:
    """Attacks on steps that the program has, dealt out to the examples that have an open box."""
    names = [case.name for case in found if case.faulty]
    dealt: dict[str, tuple[int, ...]] = dict.fromkeys(names, ())
    for turn, attack in enumerate(range(0, len(ATTACKS), every)):
        if names and has(program, ATTACKS[attack].step):
            dealt[names[turn % len(names)]] += (attack,)
    return dealt


def asked_of(order: Order, program: Program, plan: Plan) -> list[Probe]:
    """The probes to ask: those named, else all that the program has the steps for.

    Those that the plan leaves nothing to ask are none of them.

    Raises:
        ConfigurationError: one is unknown, the program has no verifier of ours, or nothing
            is left to ask.
    """
    if unknown := [name for name in order.probes if name not in PROBES]:
        raise ConfigurationError(f"--probe {unknown[0]!r}: {accepted(unknown[0], PROBES)}")
    names = order.probes or [
        name for name in PROBES if not (order.quick and name in LONG) and name != "attack"
    ]
    wanted = [*names, "attack"] if order.attack and "attack" not in names else list(names)
    found = [
        PROBES[name] for name in wanted if all(has(program, step) for step in PROBES[name].steps)
    ]
    if not found:
        raise ConfigurationError(
            f"--program {order.settings.program}: nothing of it can be measured; accepted are "
            "programs that verify, such as refine, and for the critic refine or verify_first"
        )
    idle = _idle(plan)
    if all(probe.name in idle for probe in found):
        name = found[0].name
        raise ConfigurationError(f"--probe {name}: there is nothing to ask: {idle[name]}")
    return [probe for probe in found if probe.name not in idle]


def _idle(plan: Plan) -> dict[str, str]:
    """The probes that the plan leaves nothing to ask, and what they want."""
    found = dict[str, str]()
    if plan.repeats < 2:
        found |= dict.fromkeys(("repeats", "twice"), "it takes at least --repeats 2")
    if not plan.levels:
        found["levels"] = "it takes numbers, as in --min-weaknesses 0,3,5"
    if not any(plan.attacks.values()):
        found["attack"] = "no text of the data has an open box"
    return found


KNOWN_BY = {
    "draft": {"requirements", "checklist"},
    "verify": {"text", "open_boxes"},
    "critique": {"text", "unticked", "min_weaknesses"},
}
"""Inputs by which the signature of a step is known as ours."""


def has(program: Any, step: str) -> bool:
    """Whether the program has the step as probes ask it, and not another of that name."""
    predictor = getattr(program, step, None)
    signature = getattr(getattr(predictor, "predict", predictor), "signature", None)
    return signature is not None and KNOWN_BY[step] <= set(signature.input_fields)
