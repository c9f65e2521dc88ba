"""What came of a call, settled with the budget and told to the meter.

A call that the server refused gives back what it held; one that may have been answered, though
nobody got the answer, is counted whole, and so is one whose server tells no usage: a cap holds
then too. What such a call has cost is told as a guess.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import dspy
from dspy.lm15 import Request
from dspy.utils.exceptions import LMTimeoutError, LMTransportError

from redraft.budget import Hold, current
from redraft.programs.meter import record

from .route import counts_apart
from .said import words_of

__all__ = ["inside", "settling", "used"]

_NO_CONNECTION = ("ConnectError", "ConnectTimeout")  # of httpx and its like
_BYTES = 4  # of a token, where nobody counts them


@dataclass
class Call:
    response: Any = None
    paid: bool = True


@contextmanager
def settling(
    hold: Hold | None, lm: dspy.BaseLM, request: Request, options: dict[str, Any]
) -> Iterator[Call]:
    """Settle the hold by what came of the call; the meter is told as well."""
    call, lost = Call(), True
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
        _settle(hold, call, lm, request, lost=lost)


def _settle(
    hold: Hold | None, call: Call, lm: dspy.BaseLM, request: Request, *, lost: bool
) -> None:
    usage = call.response.usage if call.response else None
    prompt, new = used(usage)
    cached = (usage.cache_read_tokens if usage else None) or 0
    beside = cached + ((usage.cache_write_tokens if usage else None) or 0)
    if beside and counts_apart(lm):
        prompt += beside
    told = _guessed(request, call.response) if call.response and not prompt + new else (prompt, new)
    record(calls=1, prompt_tokens=told[0], new_tokens=told[1], cached_tokens=cached)
    if not call.paid:
        record(hits=1, spared_tokens=sum(told))
    budget = current()
    if budget is None or hold is None:
        return
    if not call.paid:
        budget.settle(hold, 0, 0, calls=0)
    elif lost or (call.response and not prompt + new):  # a server that tells no usage
        budget.forfeit(hold)
    else:
        budget.settle(hold, prompt, new)


def used(usage: Any) -> tuple[int, int]:
    """Tokens of prompt and reply."""
    prompt = (usage.input_tokens if usage else None) or 0
    new = (usage.output_tokens if usage else None) or 0
    return prompt, max(new, ((usage.total_tokens if usage else None) or 0) - prompt)  # thoughts too


def _guessed(request: Request, response: Any) -> tuple[int, int]:
    """Tokens of prompt and reply where the server tells none: four bytes each."""
    texts = [str(request.system or ""), *(message.text or "" for message in request.messages)]
    prompt = sum(len(text.encode()) for text in texts)
    return -(-prompt // _BYTES), -(-len(words_of(response).encode()) // _BYTES)


def _unknown(error: Exception) -> bool:
    """Whether a server may have done the work, and bill it, though nobody got its answer."""
    if isinstance(error, LMTransportError):
        return not _unsent(error)
    status = getattr(error, "status", None)
    answered = status < 400 if isinstance(status, int) else inside(error)
    return isinstance(error, LMTimeoutError) or answered


def inside(error: Exception) -> bool:
    """Whether the error stood in an answer that came as if all had gone well."""
    return getattr(error, "status", None) is None and bool(getattr(error, "provider_code", None))


def _unsent(error: BaseException) -> bool:
    """Whether no connection came about."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ConnectionRefusedError) or type(cause).__name__ in _NO_CONNECTION:
            return True
        cause = cause.__cause__
    return False


@contextmanager
def _noticing(call: Call) -> Iterator[None]:
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
