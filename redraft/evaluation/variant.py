"""A variant: a program or a compiled folder, its settings, and its model."""

import difflib
import inspect
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from redraft.app import build
from redraft.errors import ConfigurationError
from redraft.programs import PROGRAMS, find
from redraft.programs.program import Program
from redraft.settings import Settings

__all__ = ["Variant", "parse"]

SETTINGS = tuple(name for name in Settings.model_fields if name not in ("program", "max_tokens"))
"""What a variant may set for itself."""


class Variant(BaseModel):
    """What one run runs. `folder` is where its compiled state lies, if it has one."""

    model_config = ConfigDict(frozen=True)

    name: str
    settings: Settings
    folder: str | None = None

    def build(self, repeat: int = 0) -> Program:
        """The program, with a seed of its own for each repeat.

        Raises:
            ConfigurationError: there is no such program, or it has no such setting.
        """
        settings = self.settings.but(seed=(self.settings.seed or 0) + repeat)
        if self.folder is None:
            return build(settings)
        from redraft.artefact import load

        made = find(load(Path(self.folder)).card.program)
        accepted = inspect.signature(made.__init__).parameters
        chosen = {k: v for k, v in settings.of_program.items() if k != "seed" or k in accepted}
        return load(Path(self.folder), **chosen).program


def parse(given: str, settings: Settings) -> Variant:
    """The variant that `[NAME=]PROGRAM[,SETTING=VALUE]...` says, on top of `settings`.

    Raises:
        ConfigurationError: a setting or its value is not accepted.
    """
    head, *rest = given.split(",")
    name, named, program = head.rpartition("=")
    chosen = dict(_setting(pair, given) for pair in rest)
    folder = program if program not in PROGRAMS and _is_folder(program) else None
    if folder is None:
        chosen["program"] = program
    try:
        own = Settings.model_validate({**settings.model_dump(), **chosen})
    except ValidationError as error:
        first = error.errors()[0]
        raise ConfigurationError(f"{given!r}: {first['loc'][0]}: {first['msg']}") from None
    return Variant(name=name if named else given, settings=own, folder=folder)


def _is_folder(given: str) -> bool:
    return Path(given).is_dir() or "/" in given or "\\" in given


def _setting(pair: str, given: str) -> tuple[str, Any]:
    key, sign, value = (part.strip() for part in pair.partition("="))
    name = key.replace("-", "_")
    if not sign or name not in SETTINGS:
        near = difflib.get_close_matches(name, SETTINGS, n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise ConfigurationError(
            f"{given!r}: {key!r} is no setting of a variant{hint} Accepted are "
            f"{', '.join(SETTINGS)}, as in refine,max_rounds=2"
        )
    return name, value.split("+") if name == "categories" else value
