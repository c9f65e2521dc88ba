"""One start at a time works on a log."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from redraft.errors import ConfigurationError

__all__ = ["alone"]


@contextmanager
def alone(log: Path, what: str) -> Iterator[None]:
    """Keep a second start of the same `what` out of `log` while this one writes to it.

    Raises:
        ConfigurationError: another is at it, or the folder around it cannot be written.
    """
    from filelock import FileLock, Timeout

    try:
        lock = FileLock(f"{log.absolute()}.lock", timeout=0)  # a log called . has no name
        log.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout:
        raise ConfigurationError(
            f"another {what} is writing to {log}; wait for it, or name another with --log"
        ) from None
    except OSError as error:
        why = error.strerror or error
        raise ConfigurationError(
            f"{log} cannot be written: {why}; name another with --log"
        ) from None
    try:
        yield
    finally:
        Path(lock.lock_file).unlink(missing_ok=True)  # first: a lock on no file is nobody's
        lock.release()
