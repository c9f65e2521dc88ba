"""The nursery kills what it started, and nothing else."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.evaluation.nursery import Nursery


@pytest.fixture
def nursery(tmp_path: Path) -> Iterator[Nursery]:
    """Starts commands."""
    made = Nursery(tmp_path)
    yield made
    made.close()


def test_a_start_after_a_test_that_failed(nursery: Nursery) -> None:
    """Nobody waited for the first: its end is not taken for the pid of the second."""
    nursery.start("runs")
    first = nursery.pid
    nursery.start("model", "list")
    assert nursery.pid not in (0, first)
    assert not Path(f"/proc/{first}").exists()
    assert nursery.wait() == 0
    assert "smollm2-135m" in nursery.log.read_text()
    assert nursery.pid == 0


def test_nothing_is_killed_where_nothing_was_started(nursery: Nursery) -> None:
    """Pid 0 would be everybody in the process group."""
    with pytest.raises(AssertionError):
        nursery.kill()
    nursery.start("--version")
    assert nursery.wait() == 0
    with pytest.raises(AssertionError):
        nursery.kill()


def test_an_answer_that_does_not_come_fails(
    nursery: Nursery, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Instead of hanging; the next command is answered by another process."""
    nursery.start("--version")
    os.kill(nursery._process.pid, signal.SIGSTOP)
    with monkeypatch.context() as patch:
        patch.setattr("tests.evaluation.nursery.LONGEST", 0.1)
        with pytest.raises(AssertionError, match="'nothing' in place of exit"):
            nursery.wait()
    nursery.start("--version")
    assert nursery.wait() == 0
