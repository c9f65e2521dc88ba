"""How many questions a calibration asks, told before it begins: the probes without a model."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from redraft.evaluation.expect import made_up
from redraft.programs.program import Program
from redraft.programs.steps import Ask
from redraft.recall import fingerprint

from .answers import Answers
from .case import Case
from .plan import Plan
from .probe import Probe

__all__ = ["Expected", "expected"]


@dataclass(frozen=True)
class Expected:
    """Questions still to ask and already answered, and tokens of the former's prompts, roughly."""

    calls: int
    known: int
    prompt: int


def expected(
    program: Program, found: Sequence[Case], probes: Sequence[Probe], plan: Plan, answers: Answers
) -> Expected:
    """Play every probe on every example; each question counts once.

    What is not answered yet has a made-up reply.
    """
    asked: dict[str, tuple[bool, int]] = {}
    for case in found:
        for probe in probes:
            steps = probe.look(case, plan)
            reply: Any = None
            while (ask := _next(steps, reply)) is not None:
                known = answers.recall(ask)
                reply = known or made_up(program, ask)
                asked[fingerprint(ask)] = (known is not None, reply.cost.prompt_tokens)
    todo = [prompt for there, prompt in asked.values() if not there]
    return Expected(len(todo), len(asked) - len(todo), sum(todo))


def _next(steps: Any, reply: Any) -> Ask | None:
    try:
        ask: Ask = steps.send(reply)
    except StopIteration:
        return None
    return ask
