"""The artefact's folder: written whole or not at all, and read with what is wrong told.

program.json   the state, as `dspy.Module.load` reads it too; no secrets, no pickle
card.json      a `Card`
prompts.md     what came of it, and what changed in each step's prompt, as a diff
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from redraft.errors import ConfigurationError
from redraft.programs import find
from redraft.programs.program import Program
from redraft.settings import Settings

from .card import Card
from .fields import changes, fields_of
from .place import is_there, refuse_foreign
from .prompts import diff
from .state import put, state_of
from .swap import put_whole
from .verdict import scored, verdict

__all__ = ["Artefact", "load", "read_card", "save"]


@dataclass(frozen=True)
class Artefact:
    """A compiled program, ready to run, and its card."""

    program: Program
    card: Card


def save(folder: Path, program: Program, card: Card, *, original: Program) -> Card:
    """Write the artefact; one that lies there already stays until the new one is whole.

    Returns the card as written, with the program's signatures and the verdict in words.

    Raises:
        ConfigurationError: something else lies there, or the folder cannot be written.
    """
    is_there(folder)
    refuse_foreign(folder)
    told = {"signatures": fields_of(program), "verdict": verdict(card.held_out)}
    card = card.model_copy(update=told)
    texts = {
        "program.json": _json(state_of(program) | {"metadata": _metadata()}),
        "card.json": card.model_dump_json(indent=2) + "\n",
        "prompts.md": _page(card, diff(original, program)),
    }
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        put_whole(folder, texts)
    except OSError as error:
        why = error.strerror or error
        raise ConfigurationError(f"{folder} cannot be written: {why}") from None
    return card


def load(folder: Path, **settings: Any) -> Artefact:
    """The artefact in `folder`, its program made with the card's settings, then `settings`.

    Raises:
        ConfigurationError: there is none, a file of it is missing or broken, or the
            program's signatures have other fields now than when it was compiled.
    """
    if not is_there(folder):
        what = "is a file" if folder.exists() else "does not exist"
        raise ConfigurationError(
            f"{folder} {what}; accepted is the folder of a compiled program, as redraft compile "
            "writes it"
        )
    card = read_card(folder)
    try:
        program = find(card.program)(**{**_settings(folder, card), **settings})
    except (KeyError, TypeError, ValueError) as error:
        raise ConfigurationError(f"{folder}/card.json: {error.args[0]}") from None
    if told := changes(card.signatures, fields_of(program)):
        raise ConfigurationError(
            f"{folder} was compiled for other signatures: {'; '.join(told)}. Compile it again "
            f"(redraft compile {card.program} --out {folder}), or use redraft "
            f"{card.versions.get('redraft', 'as it was then')}"
        )
    try:
        put(program, _read(folder / "program.json"))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ConfigurationError(
            f"{folder}/program.json is no state of {card.program} "
            f"({type(error).__name__}: {error}); compile it again"
        ) from None
    return Artefact(program, card)


def read_card(folder: Path) -> Card:
    """The card of the artefact in `folder`.

    Raises:
        ConfigurationError: it is missing, broken, or of another version.
    """
    path = folder / "card.json"
    try:
        return Card.model_validate(_read(path))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise ConfigurationError(
            f"{path} is no card that this version reads ({where}: {first['msg']})"
        ) from None


def _settings(folder: Path, card: Card) -> dict[str, Any]:
    """The card's settings of the program, within the limits that hold for options too."""
    try:
        own = Settings.model_validate(card.settings).of_program
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, ("settings", *first["loc"])))
        raise ConfigurationError(f"{folder}/card.json: {where}: {first['msg']}") from None
    return {name: one for name, one in {**card.settings, **own}.items() if one is not None}


def _read(path: Path) -> dict[str, Any]:
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigurationError(
            f"{path.parent} is no compiled program: {path.name} cannot be read: {error.strerror}"
        ) from None
    except (ValueError, RecursionError) as error:
        raise ConfigurationError(f"{path} is no JSON ({error}); compile it again") from None
    if not isinstance(value, dict):
        raise ConfigurationError(f"{path} holds no JSON object; compile it again")
    return value


def _page(card: Card, changed: Mapping[str, str]) -> str:
    whose = f"{card.program}, compiled with {card.optimizer or 'nothing'}"
    lines = [f"# What changed in the prompts of {whose}", "", f"{scored(card)}.", ""]
    if not changed:
        lines.append("Nothing: every prompt is the original's.")
    for step, told in changed.items():
        ticks = "`" * max(3, _longest(told) + 1)
        lines += [f"## {step}", "", f"{ticks}diff", told, ticks, ""]
    return "\n".join(lines).rstrip() + "\n"


def _longest(text: str) -> int:
    """The longest run of backticks: a fence has to be longer."""
    import re

    return max((len(run) for run in re.findall("`+", text)), default=0)


def _metadata() -> dict[str, Any]:
    from dspy.utils.saving import get_dependency_versions

    return {"dependency_versions": get_dependency_versions()}


def _json(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
