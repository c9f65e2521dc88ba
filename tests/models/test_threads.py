"""How many threads the embedded model gets."""

from collections.abc import Sequence

import pytest

from redraft.models import threads as module
from redraft.models.threads import threads, ticks


@pytest.fixture(autouse=True)
def four_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine of four cores, and no wait between two looks."""
    monkeypatch.setattr("os.cpu_count", lambda: 4)
    monkeypatch.setattr(module, "GLANCE", 0.0)


@pytest.mark.parametrize(
    ("user", "nice", "idle", "found"),
    [(0, 0, 400, 4), (100, 0, 300, 3), (300, 0, 100, 1), (400, 0, 0, 1), (0, 400, 0, 4)],
)
def test_it_gets_the_cores_that_nobody_else_uses(
    user: int, nice: int, idle: int, found: int
) -> None:
    """At least one; what runs at a low priority is in nobody's way."""
    looks = iter([[1000] * 8, [1000 + user, 1000 + nice, 1000, 1000 + idle, *[1000] * 4]])
    assert threads(lambda: next(looks)) == found


@pytest.mark.parametrize("seen", [[], [7] * 8])
def test_where_nothing_can_be_seen(seen: Sequence[int]) -> None:
    """All cores: the system tells nothing, or its clock stands still."""
    assert threads(lambda: seen) == 4


def test_linux_counts_eight_kinds() -> None:
    """Elsewhere there is nothing to read."""
    assert len(ticks()) in (0, 8)
