"""Paths as people type them."""

from pathlib import Path

__all__ = ["path_of"]


def path_of(given: str | Path) -> Path:
    """The path, its ~ a home folder; where nobody is called so, as in ~notes.txt, it is a name."""
    path = Path(given)
    try:
        return path.expanduser()
    except RuntimeError:
        return path
