"""One question until its reply can be read: looser, with more room, or once more."""

from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any, TypeAlias

import dspy
from dspy.lm15 import Request, Response
from dspy.utils.exceptions import (
    AdapterParseError,
    ContextWindowExceededError,
    LMError,
    LMInvalidRequestError,
    LMUnsupportedFeatureError,
)

from redraft.failures import fits_not
from redraft.programs.meter import OverBudget, record

from .bodies import APART, after_cut, apart, limit_of, request_of, warmer
from .looser import Refusals, chosen, looser, without
from .reply import Parsed
from .said import words_of
from .settling import inside
from .shape import shape
from .thoughts import unbegun
from .torn import Parse, untorn

__all__ = ["exchange"]

Sent: TypeAlias = tuple[Request, dict[str, Any]]
Exchange: TypeAlias = Generator[Sent, Response, dict[str, Any]]


def exchange(
    signature: type[dspy.Signature],
    lm: dspy.BaseLM,
    call: tuple[dict[str, Any], dict[str, Any]],
    refusals: Refusals,
    parse: Parse,
) -> Exchange:
    """Requests out, responses in, the fields at the end: one reply, or a second try.

    The body of the `call` is as loose as `refusals` has it; what is refused now is noted there.
    `parse` makes the fields of a reply.

    Raises:
        AdapterParseError: neither reply could be read.
        OverBudget: the budget has cut the reply, or does not bear the second try.
    """
    body, control = call
    read = partial(_read, parse, signature)
    with _torn_read(read, body):
        response, body = yield from _first(signature, lm, body, control, refusals)
        cut = response if response.finish_reason == "length" else None
        if cut is not None:
            record(cut=1)
            response, body, control = yield from _once_more(cut, lm, body, control)
        try:
            return read(response, body)
        except AdapterParseError:
            record(retries=1)
        try:
            again, fresh = apart(warmer(body), control, APART)
            response = yield request_of(again, lm), fresh
            if response.finish_reason == "length":
                record(cut=1)
                if _room(again) == _room(call[0]):  # no reply has had more yet
                    cut = response
                    response, *_ = yield from _once_more(cut, lm, again, fresh)
            return read(response, body)
        except (AdapterParseError, LMError):
            if cut is not None:
                with suppress(AdapterParseError):
                    return read(cut, body)
            raise


@contextmanager
def _torn_read(
    read: Callable[[Response, dict[str, Any]], dict[str, Any]], body: dict[str, Any]
) -> Iterator[None]:
    """Read the fields of a response that a budget has torn, as far as they can be read."""
    try:
        yield
    except OverBudget as stop:
        torn, stop.torn = stop.torn, None
        if torn is not None:
            with suppress(AdapterParseError):
                stop.torn = read(torn, body)
        raise


def _first(
    signature: type[dspy.Signature],
    lm: dspy.BaseLM,
    body: dict[str, Any],
    control: dict[str, Any],
    refusals: Refusals,
) -> Generator[Sent, Response, tuple[Response, dict[str, Any]]]:
    """A response, and the call as loose as it has to be."""
    given = body
    while True:
        try:
            response = yield request_of(body, lm), control
        except (LMInvalidRequestError, LMUnsupportedFeatureError) as refused:
            if fits_not(refused):
                raise _too_long(refused, lm) from refused
            if names := chosen(body, lm, refused):
                refusals.settings(lm.model, names)
                given = body = without(body, lm, names)
            elif (less := looser(body) if _of_form(refused) else None) is not None:
                body = less
            else:
                raise
            record(retries=1)
        else:  # it was the schema that was refused, and not what the prompt says
            if body is not given:
                refusals.note(lm.model, shape(signature), body)
            return response, body


def _once_more(
    cut: Response, lm: dspy.BaseLM, body: dict[str, Any], control: dict[str, Any]
) -> Generator[Sent, Response, tuple[Response, dict[str, Any], dict[str, Any]]]:
    """The response to the second call, and that call; the cut one where no other comes."""
    again = after_cut(body, control, cut)
    if again is None:
        return cut, body, control
    record(retries=1)
    try:
        response = yield request_of(again[0], lm), again[1]
    except OverBudget as stop:
        stop.torn = stop.torn or cut
        raise
    except LMError:
        return cut, body, control
    record(cut=int(response.finish_reason == "length"))
    return response, *again


def _read(
    parse: Parse, signature: type[dspy.Signature], response: Response, body: dict[str, Any]
) -> dict[str, Any]:
    """The fields; without the item that the reply was cut in.

    One that a server's filter has stopped in its midst is none.
    """
    if response.finish_reason == "content_filter":
        raise AdapterParseError(
            adapter_name="PrefixAdapter",
            signature=signature,
            lm_response=words_of(response),
            message="The reply was stopped by the server's content filter.",
        )
    asked = (str(message["content"]) for message in body["messages"])
    reply = unbegun(words_of(response), asked)
    fields = parse(signature, reply)
    if not isinstance(fields, Parsed):  # of an adapter that reads replies in its own way
        return fields
    record(repairs=int(fields.repaired))
    cut = fields.last and response.finish_reason == "length"
    return untorn(parse, signature, reply, fields) if cut else fields


def _room(body: dict[str, Any]) -> Any:
    return body.get(limit_of(body))


def _of_form(refused: LMError) -> bool:
    """Whether it may be the form of the request that was refused, not what it names."""
    known = isinstance(refused, LMInvalidRequestError) and not inside(refused)
    return known and getattr(refused, "status", None) in (None, 400, 422)


def _too_long(refused: LMError, lm: dspy.BaseLM) -> LMInvalidRequestError:
    """The refusal as DSPy calls it, whatever words the server has for it."""
    if isinstance(refused, ContextWindowExceededError):
        return refused
    status = getattr(refused, "status", None)
    return ContextWindowExceededError(model=lm.model, message=refused.message, status=status)
