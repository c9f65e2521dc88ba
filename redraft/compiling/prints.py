"""Fingerprints: what a compile depends on, as short names and hashes."""

import hashlib
import json
from importlib.metadata import PackageNotFoundError, version
from platform import python_version
from typing import Any

from pydantic_core import to_jsonable_python

from redraft import __version__
from redraft.artefact import wording
from redraft.data import FIELDS
from redraft.programs.program import Program

__all__ = ["row_sha256", "versions", "wording_sha256"]


def wording_sha256(program: Program) -> str:
    """The sha256 of every prompt of the program, less the inputs."""
    return hashlib.sha256(json.dumps(wording(program), sort_keys=True).encode()).hexdigest()


def row_sha256(row: Any) -> str:
    """The sha256 of all that a row holds: its id, its inputs and its labels."""
    plain = to_jsonable_python({field: row.get(field) for field in FIELDS})
    return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()


def versions() -> dict[str, str]:
    """What the result depends on, by version; what is not installed is left out."""
    found = {"python": python_version(), "redraft": __version__}
    for name in ("dspy", "gepa", "optuna", "numpy", "xllamacpp"):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
