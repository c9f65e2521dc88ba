"""What is here and what would work: this machine, its models, and the keys that are set."""

import importlib.metadata
import os
import shutil
import sys
from dataclasses import dataclass

from redraft.extras import install
from redraft.models import catalogue, store
from redraft.models.cores import cores
from redraft.models.lm import SERVER_KEY

__all__ = ["KEYS", "Finding", "examine", "works"]

KEYS = (
    "OPENAI_API_KEY",
    "ANTHROPIC_API_KEY",
    "GEMINI_API_KEY",
    "GROQ_API_KEY",
    "MISTRAL_API_KEY",
    "OPENROUTER_API_KEY",
    SERVER_KEY,
)
"""The environment variables that are looked for; their values are never shown."""


@dataclass(frozen=True)
class Finding:
    """One thing looked at. `good` is None where it is neither good nor bad.

    `answers` marks what alone would let redraft run: a model here, a key, a server.
    """

    name: str
    says: str
    good: bool | None = None
    answers: bool = False


def works(findings: list[Finding]) -> bool:
    """Whether anything found would let redraft run."""
    return any(finding.good and finding.answers for finding in findings)


def examine() -> list[Finding]:
    """This machine: versions, engine, models against memory, disk, load and keys."""
    findings = [
        Finding("Python", sys.version.split()[0], sys.version_info >= (3, 11)),
        *(Finding(name, version, True) for name, version in _versions("redraft", "dspy")),
        _engine(),
        *_models(),
        _disk(),
        _load(),
    ]
    here = [name for name in KEYS if os.environ.get(name)]
    says = f"set: {', '.join(here)}" if here else f"none set of {', '.join(KEYS)}"
    providers = [name for name in here if name != SERVER_KEY]
    return [*findings, Finding("keys", says, True if here else None, bool(providers))]


def _versions(*names: str) -> list[tuple[str, str]]:
    return [(name, importlib.metadata.version(name)) for name in names]


def _engine() -> Finding:
    try:
        ((_, version),) = _versions("xllamacpp")
    except importlib.metadata.PackageNotFoundError:
        return Finding("engine", f"none for embedded models: {install('local')}", False)
    return Finding("engine", f"xllamacpp {version}", True)


def _models() -> list[Finding]:
    """Every embedded model: here or not, and whether this machine's memory holds it."""
    memory = catalogue.memory()
    engine = bool(_engine().good)
    findings = []
    for entry in catalogue.entries():
        here = store.present(entry)
        fits = memory is None or (entry.ram + 0.5) * 10**9 <= memory
        room = f"needs {entry.ram:.1f} GB of {memory / 1e9:.1f} GB memory" if memory else ""
        get = "here" if here else f"not here: redraft model pull {entry.name}"
        says = f"{get}; {room}" + ("" if fits else ", too much")
        findings.append(
            Finding(f"local/{entry.name}", says, (here and fits) or None, here and fits and engine)
        )
    return findings


def _disk() -> Finding:
    folder = store.folder()
    at = next(path for path in (folder, *folder.parents) if path.exists())
    free = shutil.disk_usage(at).free
    return Finding("disk", f"{store.human(free)} free at {folder}", free > 3 * 10**9)


def _load() -> Finding:
    ours, there = cores(), os.cpu_count() or 1
    says = str(there) if ours == there else f"{ours} of {there}"
    if not hasattr(os, "getloadavg"):
        return Finding("cores", says)
    busy = os.getloadavg()[0]
    return Finding("cores", f"{says}, load {busy:.1f}", busy < there or None)
