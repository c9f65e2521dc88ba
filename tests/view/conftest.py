"""What these tests share: the environment of the command."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A home of its own, and this tree."""
    root = Path(__file__).parent.parent.parent
    home = str(tmp_path_factory.mktemp("home"))
    return {**os.environ, "HOME": home, "REDRAFT_HOME": home, "PYTHONPATH": str(root)}
