"""Where redraft keeps what is its own: under REDRAFT_HOME, else in the user's folders."""

import os
from pathlib import Path
from typing import Literal

from redraft.paths import path_of

__all__ = ["home"]


def home(kind: Literal["cache", "data", "state"], name: str) -> Path:
    """The place of that name: under REDRAFT_HOME if that is set, else in the folder of its kind."""
    if chosen := os.environ.get("REDRAFT_HOME"):
        return path_of(chosen) / name
    import platformdirs

    return Path(getattr(platformdirs, f"user_{kind}_dir")("redraft")) / name
