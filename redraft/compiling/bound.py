"""A log folder belongs to one compile: it is never reused for another in silence."""

import json
from collections.abc import Mapping
from pathlib import Path

from redraft.errors import ConfigurationError
from redraft.written import litter, write_whole

__all__ = ["bind"]

NAME = "bound.json"
SEVERAL = "several"
"""The price of calls that were not all made at one."""


def bind(folder: Path, to: Mapping[str, str], *, capped: bool = False) -> Path:
    """Make `folder` the log of the compile that `to` describes; where its calls go.

    Its price may be another from start to start, unless the cost is `capped`.

    Raises:
        ConfigurationError: it is the log of another, and in what; or it cannot be written.
    """
    path = folder / NAME
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not path.exists():
            if not all(one.name.startswith(litter(path)) for one in folder.iterdir()):
                raise ConfigurationError(
                    f"{folder} is no log of a compile; name another with --log"
                )
            write_whole(path, json.dumps(to, indent=2) + "\n")
            return folder / "calls.jsonl"
        before = json.loads(path.read_text(encoding="utf-8"))
        other = [name for name in to if before.get(name) != to[name]]
        if other == ["price"] and not capped:
            write_whole(path, json.dumps({**before, "price": SEVERAL}, indent=2) + "\n")
            return folder / "calls.jsonl"
    except OSError as error:
        raise ConfigurationError(
            f"{folder} cannot be written: {error.strerror or error}; name another with --log"
        ) from None
    except ValueError:
        raise ConfigurationError(f"{path} is broken; remove {folder} to begin anew") from None
    if other:
        name = other[0]
        was = f" ({before.get(name, 'unknown')}, now {to[name]})" if len(to[name]) < 60 else ""
        more = f" and {', '.join(other[1:])}" if other[1:] else ""
        raise ConfigurationError(
            f"{folder} is the log of a compile with another {name}{was}{more}; "
            f"remove it to begin anew, or name another with --log"
        )
    return folder / "calls.jsonl"
