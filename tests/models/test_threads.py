"""How many threads the embedded model gets."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from redraft.models import threads as module
from redraft.models.threads import threads, ticks


@pytest.fixture(autouse=True)
def four_cores(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine of four cores, a container without limits, and no wait between two looks."""
    monkeypatch.setattr("os.cpu_count", lambda: 4)
    monkeypatch.setattr("os.sched_getaffinity", lambda process: set(range(4)), raising=False)
    monkeypatch.setattr("redraft.models.cgroup.FOLDER", tmp_path, raising=False)
    monkeypatch.setattr(module, "GLANCE", 0.0)
    return tmp_path


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


IDLE = [[1000] * 8, [1000, 1000, 1000, 1400, *[1000] * 4]]


@pytest.mark.parametrize("looks", [IDLE, [[], []]])
def test_no_more_than_this_process_may_run_on(
    looks: list[list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many the machine has, and nobody uses."""
    monkeypatch.setattr("os.sched_getaffinity", lambda process: {3}, raising=False)
    seen = iter(looks)
    assert threads(lambda: next(seen)) == 1


@pytest.mark.parametrize(
    ("quota", "found"),
    [
        ("150000 100000\n", 2),
        ("100000 100000\n", 1),
        ("10000 100000\n", 1),
        ("max 100000\n", 4),
        ("900000 100000\n", 4),
        ("\n", 4),
    ],
)
@pytest.mark.parametrize("looks", [IDLE, [[], []]])
def test_no_more_than_the_containers_quota(
    looks: list[list[int]], quota: str, found: int, four_cores: Path
) -> None:
    """A part of a core is one; `max` is none."""
    (four_cores / "cpu.max").write_text(quota)
    seen = iter(looks)
    assert threads(lambda: next(seen)) == found


def test_eight_kinds_are_counted_of_all_cores_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first line has them, and after them what guests got, which is counted already."""
    stat = tmp_path / "stat"
    stat.write_text("cpu  10 20 30 40 50 60 70 80 90 100\ncpu0 1 2 3 4 5 6 7 8 9 10\n")
    monkeypatch.setattr(module, "STAT", stat)
    assert ticks() == [10, 20, 30, 40, 50, 60, 70, 80]
    stat.unlink()
    assert ticks() == []


def test_linux_counts_eight_kinds() -> None:
    """Elsewhere there is nothing to read."""
    assert len(ticks()) == (8 if Path("/proc/stat").exists() else 0)
