"""What these tests share: calls that are tried again at once."""

import pytest

from redraft import pace


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test waits a second before a new try."""
    monkeypatch.setattr(pace, "FIRST", 0.001)
