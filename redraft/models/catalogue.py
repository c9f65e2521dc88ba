"""The embedded models that are known by name, each accepted by its sha256 alone."""

import os
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from .cgroup import limit

__all__ = ["Entry", "best_fit", "entries", "memory"]


@dataclass(frozen=True)
class Entry:
    """One GGUF file: what it is, what it needs, and where it may be had.

    `size` is in bytes, `ram` in GB (10**9 bytes) while it runs, `context` in tokens.
    """

    name: str
    sha256: str
    size: int
    licence: str
    ram: float
    context: int
    turn: int
    """Token id of `<|im_start|>`, which opens a turn."""
    note: str
    """What it can do, in one line."""
    verifier: str
    """How far its ticks go, as a calibration found; empty where none was made."""
    hub: tuple[str, str] | None
    """Repository and file of the official copy, where there is one."""
    parts: tuple[tuple[str, str], ...]
    """Requirement and sha256 of each wheel, in the order in which the file is put together."""
    rank: int
    """The higher, the stronger the model."""


@cache
def entries() -> tuple[Entry, ...]:
    """Every model of the catalogue, the strongest first."""
    text = resources.files(__package__).joinpath("catalogue.toml").read_text(encoding="utf-8")
    return tuple(
        sorted(
            (
                Entry(
                    name=name,
                    sha256=row["sha256"],
                    size=row["size"],
                    licence=row["licence"],
                    ram=float(row["ram"]),
                    context=row["context"],
                    turn=row["turn"],
                    note=row["note"],
                    verifier=row.get("verifier", ""),
                    hub=(row["hub"][0], row["hub"][1]) if "hub" in row else None,
                    parts=tuple((part, sha256) for part, sha256 in row["parts"]),
                    rank=row["rank"],
                )
                for name, row in tomllib.loads(text).items()
            ),
            key=lambda entry: entry.rank,
            reverse=True,
        )
    )


def memory() -> int | None:
    """Bytes of memory that this process may use, or None where the system does not say."""
    try:
        total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, OSError, ValueError):
        return None
    most = next(iter(limit("memory.max")), "max")
    return min(total, int(most)) if most.isdecimal() else total


def best_fit(available: int | None) -> Entry:
    """The strongest model that leaves 1 GB of memory to the rest; else the smallest there is."""
    if available is None:
        return entries()[0]
    fitting = (entry for entry in entries() if (entry.ram + 1) * 10**9 <= available)
    return next(fitting, min(entries(), key=lambda entry: entry.ram))
