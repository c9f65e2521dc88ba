"""What these tests share: a server that answers by the prompt, and a store."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from redraft.evaluation.store import Store
from tests.evaluation.fake import Fake


@pytest.fixture
def fake() -> Iterator[Fake]:
    """A server of its own."""
    served = Fake(delay=0.001)
    yield served
    served.close()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    opened = Store(tmp_path / "home" / "runs.sqlite3")
    yield opened
    opened.close()
