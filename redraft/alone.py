"""One start at a time works on a log."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from redraft.errors import ConfigurationError

__all__ = ["alone"]


@contextmanager
def alone(log: Path, what: str, option: str = "--log", *, must: bool = True) -> Iterator[None]:
    """Keep a second start of the same `what` out of `log` while this one writes to it.

    `option` is what names another log. Unless it `must`, it goes on where no lock can be made.

    Raises:
        ConfigurationError: another is at it, or the folder around it cannot be written.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(f"{log}.lock", timeout=0)  # a log called . has no name
    try:
        if must:
            log.parent.mkdir(parents=True, exist_ok=True)
        else:
            log.parent.stat()  # a lock would make the folder
        lock.acquire()
    except Timeout:
        raise ConfigurationError(
            f"another {what} is writing to {log}; wait for it, or name another with {option}"
        ) from None
    except OSError as error:
        if must:
            why = error.strerror or error
            raise ConfigurationError(
                f"{log} cannot be written: {why}; name another with {option}"
            ) from None
    try:
        yield
    finally:
        if lock.is_locked:
            Path(lock.lock_file).unlink(missing_ok=True)  # first: a lock on no file is nobody's
            lock.release()
