"""One call of a model: reserved, sent, settled; asynchronous ones paced and tried again.

Every try is reserved and settled on its own, see `redraft.adapter.settling`.
"""

import asyncio
import json
import time
from dataclasses import replace
from typing import Any

import dspy
from dspy.lm15 import Request, Response
from dspy.utils.exceptions import (
    LMError,
    LMInvalidRequestError,
)

from redraft.budget import Hold, current
from redraft.failures import fits_not
from redraft.pace import TRIES, pace, pause
from redraft.programs.meter import OverBudget, record
from redraft.programs.said import Said, hear

from .meant import meaning
from .said import words_of
from .settling import settling, used

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
    with meaning(), settling(hold, lm, request, options) as call:
        call.response = _single(lm)(_limited(request, hold), **options)
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
    with meaning(), settling(hold, lm, request, options) as call:
        call.response = await _single(lm).acall(_limited(request, hold), **options)
    return _whole(request, call.response, hold, reply)


def _single(lm: dspy.BaseLM) -> dspy.BaseLM:
    """The model without DSPy's own new tries, which nobody would reserve or count."""
    if not lm.num_retries:
        return lm
    once: dspy.BaseLM = lm.copy(num_retries=0)
    once.history = lm.history
    return once


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


def _said(request: Request, response: Response) -> Said:
    """The call as it is told to the step."""
    turns = [(message.role, message.text or "") for message in request.messages]
    system = [("system", str(request.system))] if request.system else []
    return Said((*system, *turns), words_of(response), sum(used(response.usage)))


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
