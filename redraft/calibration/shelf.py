"""Where cards are found again: the last of each program and model, in the user's folder."""

import hashlib
import re
from contextlib import suppress
from pathlib import Path

from redraft.artefact.place import in_full
from redraft.errors import ConfigurationError
from redraft.home import home
from redraft.written import write_whole

from .card import Card, read

__all__ = ["find", "folder", "put"]

LONGEST = 120
"""Characters of a file's name, without its ending."""


def folder() -> Path:
    """The folder of cards."""
    return home("data", "cards")


def put(card: Card) -> Path | None:
    """Keep the card; None where the folder cannot be written, which hurts nobody.

    One that says nothing of rounds keeps what the card before it said of the same prompts.
    """
    path = _path(card.program, card.model)
    old = find(card.program, card.model)
    if old and not card.rounds and (old.models, old.prompts) == (card.models, card.prompts):
        card = card.model_copy(update={"rounds": old.rounds})
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_whole(path, card.model_dump_json(indent=1) + "\n")
    except OSError:
        return None
    return path


def find(program: str, model: str) -> Card | None:
    """The card of this program and model (its name in full), if one is kept and can be read.

    A compiled program is its folder; a card may be kept under that as it was typed.
    """
    whole = in_full(program)
    for name in (whole, program):
        cut = folder() / f"{_name(name, model)[:LONGEST]}.json"  # an older one
        for path in (_path(name, model), cut):
            with suppress(ConfigurationError):
                card = read(path)
                if (in_full(card.program), card.model) == (whole, model):
                    return card
    return None


def _path(program: str, model: str) -> Path:
    """Its file, whose name tells it from all others however long their names are."""
    name = _name(program, model)
    if len(name) > LONGEST:
        sha256 = hashlib.sha256(f"{program} {model}".encode(errors="replace")).hexdigest()
        name = f"{name[: LONGEST - 13]}-{sha256[:12]}"
    return folder() / f"{name}.json"


def _name(program: str, model: str) -> str:
    return "-".join(re.findall(r"[A-Za-z0-9.]+", f"{program} {model}"))
