"""A program by name, or by the folder of a compiled one, as several commands take it."""

from typing import TYPE_CHECKING

from redraft.paths import path_of

if TYPE_CHECKING:
    from redraft.exporting.models import Models
    from redraft.programs.program import Program

__all__ = ["opened"]


def opened(given: str) -> "tuple[Program, Models]":
    """The program, and the models that it was compiled with.

    Raises:
        ConfigurationError: there is no such program, or the folder holds none.
    """
    from redraft.app import build
    from redraft.artefact import load
    from redraft.artefact.place import is_there
    from redraft.exporting.models import Models
    from redraft.programs import PROGRAMS
    from redraft.settings import Settings

    folder = path_of(given)
    if given not in PROGRAMS and is_there(folder):
        artefact = load(folder)
        return artefact.program, Models(artefact.card.model, artefact.card.critic_model)
    return build(Settings(program=given)), Models()
