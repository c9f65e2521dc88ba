"""Several variants at once: the tables of a TOML file, or the points of a grid."""

import tomllib
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import Any

from redraft.errors import ConfigurationError
from redraft.settings import Settings

from .variant import Variant, made, parse, setting

__all__ = ["grid", "read"]

_TABLE = 'accepted are tables such as [short] with program = "refine" and max_rounds = 1'


def read(path: Path, settings: Settings) -> list[Variant]:
    """The variants of a TOML file, a table each, in their order, on top of `settings`.

    Raises:
        ConfigurationError: it cannot be read, or a table has what no variant has.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigurationError(f"{path} cannot be read: {error.strerror}") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigurationError(f"{path} is no TOML: {error}") from None
    if not tables:
        raise ConfigurationError(f"{path} has no variant; {_TABLE}")
    return [_variant(name, table, settings, path) for name, table in tables.items()]


def _variant(name: str, table: Any, settings: Settings, path: Path) -> Variant:
    told = f"{path} [{name}]"
    if not isinstance(table, dict):
        raise ConfigurationError(f"{path}: {name!r} is in no table; {_TABLE}")
    chosen = {
        key if key == "program" else setting(key, told): value for key, value in table.items()
    }
    if not chosen.get("program") and not chosen.get("compiled"):
        raise ConfigurationError(f"{told}: neither program nor compiled is given; {_TABLE}")
    return made(name, chosen, settings, told)


def grid(program: str, axes: Sequence[str], settings: Settings) -> list[Variant]:
    """A variant for each combination of the values of `SETTING=VALUE,VALUE...`, the last fastest.

    `program` is as `parse` takes it; each variant is called after its point.

    Raises:
        ConfigurationError: a setting or a value is not accepted or comes twice, or there is
            but one combination.
    """
    told = [_axis(axis) for axis in axes]
    names = [pairs[0][0] for pairs in told]
    if twice := [name for name in names if names.count(name) > 1]:
        raise ConfigurationError(f"--set {twice[0]} is given twice; give all its values at once")
    points = list(product(*told))
    if len(points) < 2:
        raise ConfigurationError(
            "a sweep needs two combinations or more, as in --set max_rounds=0,1,2"
        )
    return [_point(program, pairs, settings) for pairs in points]


def _axis(given: str) -> list[tuple[str, str]]:
    name, _, values = given.partition("=")
    found = [value.strip() for value in values.split(",")]
    if not all(found) or len({*found}) < len(found):
        raise ConfigurationError(
            f"--set {given!r}; accepted is a setting and its values, each once, as in "
            "--set max_rounds=0,1,2"
        )
    return [(setting(name, f"--set {given!r}"), value) for value in found]


def _point(program: str, pairs: Sequence[tuple[str, str]], settings: Settings) -> Variant:
    at = ",".join(f"{name}={value}" for name, value in pairs)
    variant = parse(f"{program},{at}", settings)
    head = variant.name.partition(",")[0]
    return variant.model_copy(update={"name": f"{head},{at}"})
