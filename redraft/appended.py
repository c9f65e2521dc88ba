"""A file of JSON lines that only grows: what is written is there when `write` returns."""

import errno
import json
import os
import secrets
import threading
import time
from pathlib import Path
from typing import Any

__all__ = ["Appended"]


class Appended:
    """The lines of the file at `path`, each a dict; None keeps nothing. Threads may share it.

    Each line says which start wrote it and when; `seconds` is how long earlier starts went
    on, to their last lines, once they are read.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.start = secrets.token_hex(4)
        self.seconds = 0.0
        self._began = time.monotonic()
        self._turn = threading.Lock()
        self._torn: int | None = None  # where a line begins that is not whole

    def read(self) -> list[dict[str, Any]]:
        """Every whole line, none if there is no file; it is changed by `write` alone.

        Raises:
            ValueError: a line is no JSON object.
            OSError: the file cannot be read.
        """
        if self.path is None or not self.path.exists():
            return []
        data = self.path.read_bytes()
        whole = data.rfind(b"\n") + 1
        lines = [_object(line) for line in data[:whole].split(b"\n")[:-1]]
        self._torn = whole if whole < len(data) else None
        self.seconds = sum({line.get("start"): line.get("at", 0.0) for line in lines}.values())
        return lines

    def write(self, line: dict[str, Any]) -> None:
        """Add a line, over one that a kill or a full disk cut off; OSError where it cannot be."""
        if self.path is None:
            return
        at = round(time.monotonic() - self._began, 1)
        told = json.dumps({**line, "start": self.start, "at": at}, ensure_ascii=False)
        body = told.encode("utf-8", "replace") + b"\n"
        with self._turn, open(self.path, "ab", buffering=0, opener=_private) as file:
            if self._torn is not None:
                file.truncate(self._torn)
            self._torn = file.seek(0, os.SEEK_END)
            if file.write(body) != len(body):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self.path))
            self._torn = None


def _private(path: str, flags: int) -> int:
    """Open it so that nobody else can read it where it is new: it holds prompts."""
    return os.open(path, flags, 0o600)


def _object(line: bytes) -> dict[str, Any]:
    found = json.loads(line)
    if not isinstance(found, dict):
        raise ValueError("a line is no JSON object")
    return found
