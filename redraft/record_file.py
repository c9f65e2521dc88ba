"""Records that commands write as JSON, read back from a file that somebody names."""

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from redraft.errors import ConfigurationError

__all__ = ["read_record"]

Record = TypeVar("Record", bound=BaseModel)


def read_record(kind: type[Record], path: Path, option: str, what: str, wrote: str) -> Record:
    """The record in the file at `path`, which `option` names; `what` it is, and what `wrote` it.

    Raises:
        ConfigurationError: there is none, or it is none that this version reads.
    """
    try:
        return kind.model_validate_json(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is not text"
        raise ConfigurationError(f"{option} {path}: it cannot be read: {why}") from None
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the file"
        raise ConfigurationError(
            f"{option} {path} is no {what} of this version ({where}: {first['msg']}); "
            f"accepted is a file that {wrote}"
        ) from None
