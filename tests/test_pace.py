"""How many calls go at once, and which are tried again."""

import asyncio

import pytest
from dspy.utils.exceptions import (
    LMAuthError,
    LMError,
    LMProviderError,
    LMRateLimitError,
    LMServerError,
    LMTransportError,
)

from redraft.pace import Pace, pause


async def calls(pace: Pace, count: int, error: Exception | None = None) -> int:
    """Make so many calls at once; how many were under way together at most."""
    going = most = 0

    async def one() -> None:
        nonlocal going, most
        async with pace.slot():
            going += 1
            most = max(most, going)
            await asyncio.sleep(0.005)
            going -= 1
            if error:
                raise error

    await asyncio.gather(*(one() for _ in range(count)), return_exceptions=True)
    return most


async def test_no_more_than_the_limit_go_at_once() -> None:
    assert await calls(Pace(3), 10) == 3


async def test_a_refusal_slows_once_for_all_that_were_under_way() -> None:
    """Eight refused together are one sign: 8 x 0.7 is 5.6, so 5 go at once."""
    pace = Pace(8)
    await calls(pace, 8, LMRateLimitError("no"))
    assert pace.limit == pytest.approx(5.6)
    assert pace.refused == 8
    assert await calls(pace, 8) == 5


async def test_it_grows_again_but_slowly() -> None:
    """Each call that passes adds its share of one: from 2, two rounds of calls make about 3."""
    pace = Pace(8)
    pace.limit = 2.0
    await calls(pace, 2)
    assert pace.limit == pytest.approx(2 + 1 / 2 + 1 / 2.5)
    await calls(pace, 200)
    assert pace.limit == 8


async def test_nobody_asks_before_the_server_said() -> None:
    """Retry-After holds for every call, not for the refused one alone."""
    pace = Pace(4)
    loop = asyncio.get_running_loop()
    began = loop.time()
    await calls(pace, 1, LMRateLimitError("no", retry_after=0.15))
    await calls(pace, 1)
    assert loop.time() - began >= 0.15


async def test_a_cancelled_wait_takes_no_turn() -> None:
    """Whoever waits behind it gets in."""
    pace = Pace(1)
    async with pace.slot():
        first = asyncio.create_task(calls(pace, 1))
        second = asyncio.create_task(calls(pace, 1))
        await asyncio.sleep(0.01)
        first.cancel()
        await asyncio.sleep(0.01)
    assert await asyncio.wait_for(second, 2) == 1


async def test_a_wait_for_the_server_that_is_cancelled_holds_up_nobody() -> None:
    """It was woken, and waits on since the server said so; its turn goes to the next one."""
    pace = Pace(1)
    refused = LMRateLimitError("no", retry_after=0.5)
    first, second, third = (
        asyncio.create_task(calls(pace, 1, error)) for error in (refused, None, None)
    )
    await first
    for _ in range(10):  # passes of the loop, so that the second wakes and waits on
        await asyncio.sleep(0)
    second.cancel()
    assert await asyncio.wait_for(third, 10) == 1


@pytest.mark.parametrize(
    "error",
    [
        LMRateLimitError("x", status=429),
        LMServerError("x", status=500),
        LMTransportError("x"),
        LMProviderError("no JSON", status=200),
    ],
)
def test_what_may_have_passed_is_tried_again(error: LMError) -> None:
    """As often as was said, and no more."""
    assert pause(error, 0, 3) > 0
    assert pause(error, 1, 3) > 0
    with pytest.raises(type(error)):
        pause(error, 2, 3)


@pytest.mark.parametrize("error", [LMAuthError("x", status=401), LMProviderError("x", status=400)])
def test_what_stays_is_not(error: LMError) -> None:
    with pytest.raises(type(error)):
        pause(error, 0, 6)


def test_the_wait_is_the_servers_or_doubles() -> None:
    """Retry-After as it is; else one, two, four times the first, less a random part."""
    assert pause(LMServerError("x", status=503, retry_after=9.0), 0, 6) == 9.0
    error = LMServerError("x", status=500)
    for tries, most in enumerate((1, 2, 4)):
        assert most / 2 <= pause(error, tries, 6) <= most


async def test_one_answer_is_gone_on_with_in_each_pass_of_the_loop() -> None:
    """So that what is read of other calls does not wait for all of them; in their order."""
    pace, passes = Pace(8), list[tuple[int, int]]()
    loop, count = asyncio.get_running_loop(), 0

    def tick() -> None:
        nonlocal count
        count += 1
        if count < 50:
            loop.call_soon(tick)

    async def one(name: int) -> None:
        await pace.turn()
        passes.append((name, count))

    loop.call_soon(tick)
    await asyncio.gather(*(one(name) for name in range(6)))
    assert [name for name, _ in passes] == list(range(6))
    assert len({at for _, at in passes}) == 6


async def test_who_gives_up_its_turn_holds_up_nobody() -> None:
    """A row that is cancelled while it waits; and turns begin anew once all are over."""
    pace = Pace(8)
    first, second, third = (asyncio.create_task(pace.turn()) for _ in range(3))
    await asyncio.sleep(0)
    second.cancel()
    await asyncio.wait_for(asyncio.gather(first, third), 1)
    await asyncio.wait_for(pace.turn(), 1)
    assert second.cancelled()
