"""What lies where a compiled program is looked for, or is to be."""

from contextlib import suppress
from pathlib import Path

from redraft.errors import ConfigurationError
from redraft.paths import path_of, whole
from redraft.programs import PROGRAMS

from .swap import recover

__all__ = ["FILES", "in_full", "is_there", "refuse_foreign"]

FILES = ("program.json", "card.json", "prompts.md")


def is_there(folder: Path) -> bool:
    """Whether the folder is there, once what a killed `save` left of it is put right."""
    with suppress(OSError):
        recover(folder, FILES)
    return folder.is_dir()


def in_full(program: str) -> str:
    """A program's name; the folder of a compiled one by its whole path, however it is typed."""
    here = path_of(program)
    return str(whole(here)) if program not in PROGRAMS and is_there(here) else program


def refuse_foreign(folder: Path) -> None:
    """Refuse to replace what is no artefact.

    Raises:
        ConfigurationError: a file, or a folder that holds something else, is there.
    """
    if folder.is_dir():
        others = sorted(path.name for path in folder.iterdir() if path.name not in FILES)
        if not others:
            return
        raise ConfigurationError(f"{folder} holds {others[0]}; name a new folder with --out")
    if folder.exists() or folder.is_symlink():
        raise ConfigurationError(f"{folder} is a file; name a new folder with --out")
