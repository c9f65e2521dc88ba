"""Files that are there whole or not at all."""

import errno
import os
import tempfile
from pathlib import Path

__all__ = ["allowed", "litter", "write_out", "write_whole"]


def write_out(path: Path, text: str) -> None:
    """Put `text` where a user said: into a file at one stroke, into a device or pipe as it goes.

    Raises:
        OSError: it cannot be written.
    """
    if path.exists() and not path.is_file():
        path.write_text(text, encoding="utf-8", newline="\n")
        return
    write_whole(path, text, mode=None)


def write_whole(path: Path, text: str, *, mode: int | None = 0o600) -> None:
    """Put `text` at `path` at one stroke: the old file stays until the new one is whole.

    A link stays, and what it points to is replaced. A `mode` of None keeps that of a file
    that is there, and gives a new one what umask allows.

    Raises:
        OSError: it cannot be written, or is no regular file; what was there is still there.
    """
    path = path.resolve()
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "it is a device, a pipe or a folder", str(path))
    if mode is None:
        mode = path.stat().st_mode & 0o777 if path.exists() else allowed(0o666)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=litter(path))
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8", "surrogateescape"))
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def litter(path: Path) -> str:
    """What names begin with that a kill leaves beside `path` while it is written whole."""
    return f".{path.name[:60]}."


def allowed(mode: int) -> int:
    """The mode without what umask takes; it can only be read by setting it for a moment."""
    umask = os.umask(0o077)
    os.umask(umask)
    return mode & ~umask
