"""Fingerprints: what a compile depends on, as short names and hashes."""

import hashlib
import json
from importlib.metadata import PackageNotFoundError, version
from platform import python_version

from redraft import __version__
from redraft.artefact import wording
from redraft.programs.program import Program

__all__ = ["versions", "wording_sha256"]


def wording_sha256(program: Program) -> str:
    """The sha256 of every prompt of the program, less the inputs."""
    return hashlib.sha256(json.dumps(wording(program), sort_keys=True).encode()).hexdigest()


def versions() -> dict[str, str]:
    """What the result depends on, by version; what is not installed is left out."""
    found = {"python": python_version(), "redraft": __version__}
    for name in ("dspy", "gepa", "optuna", "numpy", "xllamacpp"):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
