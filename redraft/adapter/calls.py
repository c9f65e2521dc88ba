"""One call of a model: reserved, sent, settled; asynchronous ones paced and tried again.

Every try is reserved and settled on its own. A try that the server refused gives back what
it held; one that may have been answered, though nobody got the answer, is counted whole.
"""

import asyncio
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import dspy
from dspy.lm15 import Request, Response
from dspy.utils.exceptions import (
    LMError,
    LMInvalidRequestError,
    LMTimeoutError,
    LMTransportError,
)

from redraft.budget import Hold, current
from redraft.failures import fits_not
from redraft.pace import TRIES, pace, pause
from redraft.programs.meter import OverBudget, record
from redraft.programs.said import Said, hear

__all__ = ["aask", "ask"]

_FLOOR = 64  # a reply limit below this is not worth a call
_CEILING = 8192  # what a budget holds for a reply where nobody set a limit


def ask(lm: dspy.BaseLM, request: Request, options: dict[str, Any]) -> Response:
    """The model's reply; a call that failed in passing is tried again.

    Raises:
        OverBudget: the call could pass a cap, so it was not made.
        LMError: as DSPy tells it.
    """
    going = pace()
    tries, most = 0, _CEILING
    while True:
        try:
            return _once(lm, request, options, most)
        except LMInvalidRequestError as refused:
            most = _lower(refused, request, most)
        except LMError as error:
            time.sleep(pause(error, tries, going.tries if going else TRIES))
            tries += 1
            record(retries=1)


def _once(lm: dspy.BaseLM, request: Request, options: dict[str, Any], most: int) -> Response:
    budget, (prompt, reply) = current(), _needs(request, most)
    hold = budget.reserve(prompt, reply, _FLOOR, lm.model) if budget else None
    with _settling(hold, lm, options) as call:
        call.response = lm(_limited(request, hold), **options)
    return _whole(request, call.response, hold, reply)


async def aask(lm: dspy.BaseLM, request: Request, options: dict[str, Any]) -> Response:
    """The same, at the pace in force if there is one."""
    going = pace()
    tries, most = 0, _CEILING
    while True:
        try:
            if going is None:
                return await _aonce(lm, request, options, most)
            async with going.slot():
                response = await _aonce(lm, request, options, most)
            await going.turn()
            return response
        except LMInvalidRequestError as refused:
            most = _lower(refused, request, most)
        except LMError as error:
            await asyncio.sleep(pause(error, tries, going.tries if going else TRIES))
            tries += 1
            record(retries=1)


async def _aonce(lm: dspy.BaseLM, request: Request, options: dict[str, Any], most: int) -> Response:
    budget, (prompt, reply) = current(), _needs(request, most)
    hold = await budget.areserve(prompt, reply, _FLOOR, lm.model) if budget else None
    with _settling(hold, lm, options) as call:
        call.response = await lm.acall(_limited(request, hold), **options)
    return _whole(request, call.response, hold, reply)


def _whole(request: Request, response: Response, hold: Hold | None, reply: int) -> Response:
    """The response, which was heard; one that the budget alone has cut is none."""
    hear(_said(request, response))
    short = hold is not None and hold.limit is not None and hold.limit < reply
    if short and response.finish_reason == "length":
        record(cut=1)
        raise OverBudget("what is left of the budget was too little for the reply", torn=response)
    return response


def _lower(refused: LMInvalidRequestError, request: Request, most: int) -> int:
    """A lower limit for the reply, where it was the budget's that the server did not take."""
    budget = current()
    ours = budget is not None and (budget.tokens is not None or budget.cost is not None)
    if not ours or request.config.max_tokens or most // 4 < _FLOOR:
        raise refused
    if not (fits_not(refused) or "max_tokens" in str(refused)):
        raise refused
    record(retries=1)
    return most // 4


@dataclass
class _Call:
    response: Any = None
    paid: bool = True


@contextmanager
def _settling(hold: Hold | None, lm: dspy.BaseLM, options: dict[str, Any]) -> Iterator[_Call]:
    """Settle the hold by what came of the call; the meter is told as well."""
    call, lost = _Call(), True
    try:
        if options.get("cache", lm.cache):
            with _noticing(call):
                yield call
        else:
            yield call
        lost = False
    except Exception as error:
        lost = _unknown(error)
        raise
    finally:
        _settle(hold, call, lost=lost)


def _settle(hold: Hold | None, call: _Call, *, lost: bool) -> None:
    usage = call.response.usage if call.response else None
    prompt, new = _tokens(usage)
    cached = (usage.cache_read_tokens if usage else None) or 0
    record(calls=1, prompt_tokens=prompt, new_tokens=new, cached_tokens=cached)
    if not call.paid:
        record(hits=1, spared_tokens=prompt + new)
    budget = current()
    if budget is None or hold is None:
        return
    if not call.paid:
        budget.settle(hold, 0, 0, calls=0)
    elif lost or (call.response and not prompt + new):  # a server that tells no usage
        budget.forfeit(hold)
    else:
        budget.settle(hold, prompt, new)


def _tokens(usage: Any) -> tuple[int, int]:
    """Tokens of prompt and reply."""
    prompt = (usage.input_tokens if usage else None) or 0
    new = (usage.output_tokens if usage else None) or 0
    return prompt, max(new, ((usage.total_tokens if usage else None) or 0) - prompt)  # thoughts too


def _said(request: Request, response: Response) -> Said:
    """The call as it is told to the step."""
    turns = [(message.role, message.text or "") for message in request.messages]
    system = [("system", str(request.system))] if request.system else []
    tokens = sum(_tokens(response.usage))
    return Said((*system, *turns), response.message.text or "", tokens)


def _unknown(error: Exception) -> bool:
    """Whether a server may have done the work, and bill it, though nobody got its answer."""
    if isinstance(error, LMTransportError):
        return not _unsent(error)
    status = getattr(error, "status", None)
    return isinstance(error, LMTimeoutError) or (isinstance(status, int) and status < 400)


def _unsent(error: BaseException) -> bool:
    """Whether no connection came about."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ConnectionRefusedError) or type(cause).__name__.startswith("Connect"):
            return True
        cause = cause.__cause__
    return False


@contextmanager
def _noticing(call: _Call) -> Iterator[None]:
    """Notice that a reply came from DSPy's cache: then it tells its usage to nobody."""
    outer = dspy.settings.usage_tracker
    call.paid = False

    class Tracker:
        def add_usage(self, model: str, usage: dict[str, Any]) -> None:
            call.paid = True
            if outer:
                outer.add_usage(model, usage)

    with dspy.context(usage_tracker=Tracker()):
        try:
            yield
        except BaseException:
            call.paid = True  # what failed was asked
            raise


def _needs(request: Request, most: int) -> tuple[int, int]:
    """The most that the prompt and the reply can take; a schema is part of the prompt.

    `most` is what a reply without a limit is taken for.
    """
    texts = [str(request.system or ""), *(message.text or "" for message in request.messages)]
    if request.config.response_format:
        texts.append(json.dumps(request.config.response_format))
    prompt = sum(len(text.encode()) + 16 for text in texts)
    return prompt, request.config.max_tokens or most


def _limited(request: Request, hold: Hold | None) -> Request:
    """The request with a reply limit that the budget can bear."""
    if hold is None or hold.limit is None:
        return request
    return replace(request, config=replace(request.config, max_tokens=hold.limit))
