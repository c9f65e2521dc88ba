"""A variant: a program or a compiled one's folder, its settings, and its model."""

import difflib
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from redraft.app import build
from redraft.errors import ConfigurationError
from redraft.programs.program import Program
from redraft.settings import Settings

__all__ = ["Variant", "parse"]

SETTINGS = tuple(name for name in Settings.model_fields if name not in ("program", "max_tokens"))
"""What a variant may set for itself."""


class Variant(BaseModel):
    """What one run runs."""

    model_config = ConfigDict(frozen=True)

    name: str
    settings: Settings

    def build(self, repeat: int = 0) -> Program:
        """The program; each repeat adds one to its seed.

        Raises:
            ConfigurationError: there is no such program, or it has no such setting.
        """
        program = build(self.settings)
        if not repeat:
            return program
        return build(self.settings.but(seed=getattr(program, "seed", 0) + repeat))


def parse(given: str, settings: Settings) -> Variant:
    """The variant that `[NAME=]PROGRAM[,SETTING=VALUE]...` says, on top of `settings`.

    Raises:
        ConfigurationError: a setting or its value is not accepted.
    """
    head, *rest = given.split(",")
    name, named, program = head.rpartition("=")
    chosen = dict(_setting(pair, given) for pair in rest)
    try:
        own = Settings.model_validate({**settings.model_dump(), **chosen, "program": program})
    except ValidationError as error:
        first = error.errors()[0]
        raise ConfigurationError(f"{given!r}: {first['loc'][0]}: {first['msg']}") from None
    return Variant(name=name if named else given, settings=own)


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
