"""A variant: a program or a compiled one's folder, its settings, and its model."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from redraft.app import build
from redraft.artefact.folder import read_card
from redraft.artefact.place import in_full, is_there
from redraft.errors import ConfigurationError
from redraft.paths import path_of, whole
from redraft.programs.program import Program
from redraft.settings import Settings
from redraft.texts.nearest import accepted

__all__ = ["Variant", "made", "parse", "setting"]

SETTINGS = (
    "compiled",
    *(name for name in Settings.model_fields if name not in ("program", "max_tokens")),
)
"""What a variant may set for itself; `compiled` is the folder of its program, compiled."""


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
    chosen: dict[str, Any] = {"program": program.strip()}
    for pair in rest:
        key, sign, value = (part.strip() for part in pair.partition("="))
        which = setting(key, repr(given))
        if not sign or not value:
            raise ConfigurationError(f"{given!r}: {key} has no value, as in {which}=2")
        chosen[which] = value
    return made(name.strip() if named else given, chosen, settings, repr(given))


def made(name: str, chosen: Mapping[str, Any], settings: Settings, told: str) -> Variant:
    """The variant of that name with the settings `chosen`; `told` is how errors call it.

    Raises:
        ConfigurationError: a value is not accepted, or `compiled` is another program's.
    """
    values = dict(chosen)
    if isinstance(kinds := values.get("categories"), str):
        values["categories"] = kinds.split("+")
    if folder := values.pop("compiled", None):
        values["program"] = _compiled(str(folder), values.get("program"), told)
    elif isinstance(named := values.get("program"), str):
        values["program"] = in_full(named)
    try:
        own = Settings.model_validate({**settings.model_dump(), **values})
    except ValidationError as error:
        first = error.errors()[0]
        raise ConfigurationError(f"{told}: {first['loc'][0]}: {first['msg']}") from None
    return Variant(name=name, settings=own)


def setting(key: str, told: str) -> str:
    """The setting of that name; ConfigurationError names the nearest and those accepted."""
    name = key.strip().replace("-", "_")
    if name not in SETTINGS:
        raise ConfigurationError(
            f"{told}: {key!r} is no setting of a variant: {accepted(name, SETTINGS)}, "
            "as in refine,max_rounds=2"
        )
    return name


def _compiled(folder: str, program: str | None, told: str) -> str:
    """The folder as a program's name, once it is sure what was compiled there."""
    path = path_of(folder)
    if not is_there(path):
        raise ConfigurationError(f"{told}: compiled: there is no folder {folder}")
    if program and (found := read_card(path).program) != program:
        raise ConfigurationError(f"{told}: compiled: {folder} is {found}, not {program}")
    return str(whole(path))
