"""A reply that was cut, where asking once more is of no use, or fails."""

import asyncio
from typing import Any

import dspy
import pytest
from dspy.lm15 import Request
from dspy.utils.exceptions import LMTimeoutError

from redraft.pace import TRIES
from redraft.programs.meter import metering
from redraft.signatures import Draft, Revise, Verify
from tests.adapter.test_adapter import BAD, REVISE, VERIFY, call, told
from tests.scripted import Scripted, revise

LONG = revise(" ".join(f"word{number}" for number in range(60)), w1="Done so.")
LATE = dspy.lm15.TimeoutError("read timed out")


def asked(predict: dspy.Predict, given: dict[str, Any], *, later: bool) -> Any:
    """The prediction, in one way to call or in the other."""
    return asyncio.run(predict.acall(**given)) if later else predict(**given)


@pytest.mark.parametrize(("given", "then"), [(0.0, 0.4), (0.9, 0.9)])
def test_a_loop_is_asked_anew_less_cold(given: float, then: float) -> None:
    """Cold, a model loops again whatever its seed is."""

    def answer(request: Request) -> Any:
        first = len(engine.requests) == 1
        cold = (request.config.temperature or 0.0) < 0.3
        return told("It is so, " * 30, "length") if first or cold else told("It is.")

    engine = Scripted({"draft": answer})
    config = {"max_tokens": 100, "seed": 1, "temperature": given}
    found, meter = call(engine, Draft, config=config)
    assert found.draft == "It is."
    first, second = (request.config for request in engine.requests)
    assert (first.temperature, second.temperature) == (given, then)
    assert second.seed != first.seed
    assert (meter.calls, meter.cut, meter.retries) == (2, 1, 1)


def test_a_loop_is_asked_anew_as_it_was_where_no_temperature_was_chosen() -> None:
    """The model's own is not cold."""
    engine = Scripted({"draft": [told("It is so, " * 30, "length"), told("It is.")]})
    call(engine, Draft, config={"max_tokens": 100})
    assert [request.config.temperature for request in engine.requests] == [None, None]


@pytest.mark.parametrize("later", [False, True])
def test_a_cut_reply_stays_where_the_longer_try_fails(later: bool) -> None:
    """It was paid for, and can be read; that it was cut is told, in both ways to call."""
    predict = dspy.Predict(Revise)
    engine = Scripted({"revise": [told(LONG[:300], "length"), LATE]})
    with engine.use(), metering() as meter:
        found = asked(predict, REVISE, later=later)
    assert found.revision.startswith("word")
    assert LONG[:300].endswith(found.revision)
    assert (meter.calls, meter.cut, meter.retries) == (1 + TRIES, 1, TRIES)


@pytest.mark.parametrize("later", [False, True])
def test_a_second_try_that_is_cut_has_more_room_too(later: bool) -> None:
    """The first could not be read, so nothing has had it yet."""
    predict = dspy.Predict(Revise)
    engine = Scripted({"revise": [told(BAD), told(LONG[:300], "length", 100), told(LONG)]})
    with engine.use(), metering() as meter:
        found = asked(predict, REVISE | {"config": {"max_tokens": 100}}, later=later)
    assert found.revision.endswith("word59")
    assert [one.config.max_tokens for one in engine.requests] == [100, 100, 200]
    assert (meter.calls, meter.cut, meter.retries) == (3, 1, 2)


def test_a_second_try_has_more_room_where_the_first_was_only_asked_for_in_another_way() -> None:
    """It had begun to loop, and so it was asked for with as much room as before."""
    loop, cut = told("It is so, " * 30, "length", 100), told(LONG[:300], "length", 100)
    engine = Scripted({"revise": [loop, told(BAD), cut, told(LONG)]})
    found, meter = call(engine, Revise, config={"max_tokens": 100})
    assert found.revision.endswith("word59")
    assert [one.config.max_tokens for one in engine.requests] == [100, 100, 100, 200]
    assert meter.cut == 2


def test_a_second_try_has_no_more_room_than_twice() -> None:
    """Where the first has had that already."""
    cut = told(LONG[:300], "length", 200)
    engine = Scripted({"revise": [told(LONG[:200], "length", 100), told(BAD), cut, told(LONG)]})
    found, meter = call(engine, Revise, config={"max_tokens": 100})
    assert LONG[:300].endswith(found.revision)
    assert [one.config.max_tokens for one in engine.requests] == [100, 200, 200]
    assert meter.cut == 2


@pytest.mark.parametrize("last", [told(BAD), LATE])
def test_a_second_try_that_is_cut_stays_where_the_longer_one_is_worse(last: Any) -> None:
    """It was paid for, and can be read."""
    engine = Scripted({"revise": [told(BAD), told(LONG[:300], "length", 100), last]})
    found, meter = call(engine, Revise, config={"max_tokens": 100})
    assert LONG[:300].endswith(found.revision)
    assert meter.cut == 1


@pytest.mark.parametrize("later", [False, True])
@pytest.mark.parametrize("before", [[], [told(BAD)], [told('{"x', "length")]])
def test_where_nothing_could_be_read_the_failure_is_told(before: list[Any], later: bool) -> None:
    """At the first try and at the last."""
    predict = dspy.Predict(Verify)
    engine = Scripted({"verify": [*before, LATE]})
    with engine.use(), pytest.raises(LMTimeoutError):
        asked(predict, VERIFY, later=later)
    assert len(engine.requests) >= len(before) + TRIES


@pytest.mark.parametrize("later", [False, True])
@pytest.mark.parametrize("last", [told(BAD), LATE])
def test_a_cut_reply_stays_where_the_others_cannot_be_read(last: Any, later: bool) -> None:
    """What was paid for first is better than nothing."""
    predict = dspy.Predict(Revise)
    engine = Scripted({"revise": [told(LONG[:300], "length"), told(BAD), last]})
    with engine.use():
        found = asked(predict, REVISE, later=later)
    assert found.revision.startswith("word")
    assert len(engine.requests) >= 3
