"""A file of JSON lines that only grows: what is written is there when `write` returns."""

import json
import threading
from pathlib import Path
from typing import Any

__all__ = ["Appended"]


class Appended:
    """The lines of the file at `path`; None keeps nothing. Threads may share it."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._turn = threading.Lock()

    def read(self) -> list[Any]:
        """Every whole line, none if there is no file. One that a kill cut off is cut away.

        Raises:
            ValueError: a line is no JSON.
            OSError: the file cannot be read.
        """
        if self.path is None or not self.path.exists():
            return []
        data = self.path.read_bytes()
        whole = data.rfind(b"\n") + 1
        if whole < len(data):
            with self.path.open("r+b") as file:
                file.truncate(whole)
        return [json.loads(line) for line in data[:whole].split(b"\n")[:-1]]

    def write(self, line: Any) -> None:
        """Add a line; OSError where that cannot be done."""
        if self.path is None:
            return
        body = json.dumps(line, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
        with self._turn, self.path.open("ab") as file:
            file.write(body)
