"""What a program that leads into refine's loop shares: its settings, and the costs before it."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any, TypeVar, cast

from redraft.signatures.records import StepCost

from .refine import Refine
from .result import Result

__all__ = ["charged", "settings_of_refine"]

F = TypeVar("F", bound=Callable[..., Any])


def settings_of_refine(init: F) -> F:
    """Let who inspects this constructor see that it takes what `Refine` takes."""
    return cast(F, wraps(Refine.__init__)(init))


def charged(result: Result, costs: list[StepCost]) -> Result:
    """The result with what the steps before its draft cost, in round 0."""
    if not result.rounds:
        return result
    first, *rest = result.rounds
    first = first.model_copy(update={"steps": [*costs, *first.steps]})
    return replace(result, rounds=(first, *rest))
