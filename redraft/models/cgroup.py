"""What a container lets its processes use, as Linux's control groups (version 2) tell it."""

from pathlib import Path

__all__ = ["limit"]

FOLDER = Path("/sys/fs/cgroup")


def limit(name: str) -> list[str]:
    """The words of a limit, such as those of `memory.max`; none where the system tells none."""
    try:
        return (FOLDER / name).read_text(encoding="ascii").split()
    except OSError:
        return []
