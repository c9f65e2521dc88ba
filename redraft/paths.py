"""Paths as people type them."""

import os
from pathlib import Path

__all__ = ["path_of", "whole"]


def path_of(given: str | Path) -> Path:
    """The path, its ~ a home folder; where nobody is called so, as in ~notes.txt, it is a name."""
    path = Path(given)
    try:
        return path.expanduser()
    except RuntimeError:
        return path


def whole(path: Path) -> Path:
    """The whole path of what is there; a `..` stays only where the link before it leads away."""
    full = path.absolute()
    short = Path(os.path.abspath(full))  # noqa: PTH100 - resolve() would follow all links
    return short if short.exists() and short.samefile(full) else full
