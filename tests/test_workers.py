"""What an event loop's work leaves behind."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest
from dspy.utils.dummies import DummyLM

from redraft.workers import connected


class Model:
    """Counts how often it is closed, and may fail at that."""

    def __init__(self, fails: str = "") -> None:
        self.closed, self.fails = 0, fails

    async def aclose(self) -> None:
        """Close it."""
        self.closed += 1
        if self.fails:
            raise OSError(self.fails)


async def work(lms: Sequence[Any], fails: str = "") -> None:
    """Some work with these models, which may fail."""
    async with connected(lms):
        before = [getattr(lm, "closed", 0) for lm in lms]
        await asyncio.sleep(0)
        assert [getattr(lm, "closed", 0) for lm in lms] == before
        if fails:
            raise ValueError(fails)


def test_each_model_is_closed_once_however_often_it_is_named() -> None:
    """As one that writes and criticizes is; after work that failed too."""
    one, other = Model(), Model()
    asyncio.run(work([one, other, one]))
    assert (one.closed, other.closed) == (1, 1)
    with pytest.raises(ValueError, match="no"):
        asyncio.run(work([one], "no"))
    assert one.closed == 2


def test_one_that_cannot_be_closed_keeps_no_other_open() -> None:
    """It is told all the same."""
    one, other = Model(), Model("the pool is broken")
    for lms in ([one, other], [other, one]):
        with pytest.raises(OSError, match="broken"):
            asyncio.run(work(lms))
    assert one.closed == 2


def test_a_model_without_connections_is_left_alone() -> None:
    """As DSPy's base class is, and its dummies are."""
    asyncio.run(work([DummyLM([])]))
    with pytest.raises(ValueError, match="no"):
        asyncio.run(work([DummyLM([])], "no"))
