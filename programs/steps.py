"""Steps as a generator: written once, run sync or async.

A program's `steps` yields an `Ask`, or a list of them to be asked side by side, and is
sent back a `Reply` (or a list). Who drives it decides how the model is called; what
watches it sees every step, and may answer one from an earlier, interrupted run.
"""

import asyncio
import time
from collections.abc import Coroutine, Generator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, TypeAlias, TypeVar, cast

import dspy
from dspy.utils.exceptions import AdapterParseError, ContextWindowExceededError

from redraft.signatures.records import StepCost

from .meter import Meter, OverBudget, counting, metering
from .said import Said, hearing
from .scoped import Scoped
from .watcher import Watcher, watcher, watching

__all__ = [
    "Ask",
    "Reply",
    "Steps",
    "Watcher",
    "adrive",
    "drive",
    "failure",
    "model_of",
    "models",
    "signature_of",
    "watcher",
    "watching",
]


@dataclass(frozen=True)
class Ask:
    """One question: the program's predictor `step`, its inputs, and settings of this call."""

    step: str
    inputs: dict[str, Any]
    config: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Reply:
    """The step's outputs and cost; `outputs` is None where no reply could be parsed.

    `over` says what the budget lacked, where it did not bear the call, and `torn` are the
    fields of a reply that it cut. `heard` are the calls
    that were answered for it just now; a reply from an earlier run has none.
    """

    outputs: dict[str, Any] | None
    cost: StepCost
    over: str = ""
    heard: tuple[Said, ...] = ()
    torn: dict[str, Any] | None = None


T = TypeVar("T")
Steps: TypeAlias = Generator[Any, Any, T]


_NONE: Mapping[str, dspy.BaseLM] = MappingProxyType({})
_models = Scoped[Mapping[str, dspy.BaseLM]]("redraft_models", _NONE)


def models(
    by_step: Mapping[str, dspy.BaseLM],
) -> AbstractContextManager[Mapping[str, dspy.BaseLM]]:
    """Ask the steps named here of their own models within this block."""
    return _models.of(by_step)


def drive(program: dspy.Module, steps: Steps[T]) -> T:
    """Run `steps` to its end, asking one question after the other."""
    reply: Any = None
    turn = 0
    while True:
        try:
            asked = steps.send(reply)
        except StopIteration as done:
            return done.value  # type: ignore[no-any-return]
        turn += 1
        if isinstance(asked, list):
            reply = [_ask(program, ask, turn) for ask in asked]
        else:
            reply = _ask(program, asked, turn)


async def adrive(program: dspy.Module, steps: Steps[T]) -> T:
    """Run `steps` to its end, asking the questions of one list at the same time."""
    reply: Any = None
    turn = 0
    while True:
        try:
            asked = steps.send(reply)
        except StopIteration as done:
            return done.value  # type: ignore[no-any-return]
        turn += 1
        if isinstance(asked, list):
            reply = await _side_by_side([_aask(program, ask, turn) for ask in asked])
        else:
            reply = await _aask(program, asked, turn)


async def _side_by_side(asked: Sequence[Coroutine[Any, Any, Reply]]) -> list[Reply]:
    """All replies; where one call fails, the others are not waited for and cost no more."""
    calls = [asyncio.ensure_future(one) for one in asked]
    try:
        return list(await asyncio.gather(*calls))
    finally:
        for call in calls:
            call.cancel()
        await asyncio.gather(*calls, return_exceptions=True)


def _ask(program: dspy.Module, ask: Ask, turn: int) -> Reply:
    with _call(ask, turn) as call:
        if call.reply is None:
            predict = getattr(program, ask.step)
            call.outputs = dict(predict(**ask.inputs, **_settings(ask)).items())
    return cast(Reply, call.reply)


async def _aask(program: dspy.Module, ask: Ask, turn: int) -> Reply:
    with _call(ask, turn) as call:
        if call.reply is None:
            predict = getattr(program, ask.step)
            call.outputs = dict((await predict.acall(**ask.inputs, **_settings(ask))).items())
    return cast(Reply, call.reply)


@dataclass
class _Call:
    reply: Reply | None = None
    outputs: dict[str, Any] | None = None


@contextmanager
def _call(ask: Ask, turn: int) -> Generator[_Call, None, None]:
    """One question's frame: recalled if known, else timed, metered, and its failure recorded."""
    call = _Call(watcher().recall(ask))
    if call.reply is not None:
        yield call
        return
    watcher().asked(ask)
    nested = counting()
    error, over, torn = "", "", None
    began = time.perf_counter()
    with metering() as meter, hearing() as heard:
        try:
            yield call
        except AdapterParseError as unread:
            error = failure(unread)
        except OverBudget as stop:
            error = over = str(stop)
            torn = stop.torn
        except Exception as gone:
            # in the first turn nothing is there yet that could be kept
            if turn == 1 or not isinstance(gone, ContextWindowExceededError):
                if not nested:  # else the step around it counts what this one took
                    watcher().failed(ask, _cost(ask, turn, began, meter, type(gone).__name__))
                raise
            error = f"too long for the model's context: {gone}"[:200]
    cost = _cost(ask, turn, began, meter, error)
    call.reply = Reply(call.outputs, cost, over, tuple(heard), torn)
    watcher().answered(ask, call.reply)


def _cost(ask: Ask, turn: int, began: float, meter: Meter, error: str) -> StepCost:
    seconds = round(time.perf_counter() - began, 3)
    return StepCost(step=ask.step, turn=turn, seconds=seconds, error=error, **vars(meter))


def signature_of(program: dspy.Module, step: str) -> Any:
    """The signature of a step, whose predictor may think first."""
    predictor = getattr(program, step)
    return getattr(predictor, "predict", predictor).signature


def failure(error: AdapterParseError) -> str:
    """What a step's cost says of a reply that could not be parsed."""
    return " ".join(str(error.args[0] if error.args else error).split())[:200]


def model_of(step: str) -> dspy.BaseLM | None:
    """The model that the step is to be asked of, if it is one of its own."""
    return _models.get().get(step)


def _settings(ask: Ask) -> dict[str, Any]:
    lm = model_of(ask.step)
    return {"config": ask.config} | ({"lm": lm} if lm is not None else {})
