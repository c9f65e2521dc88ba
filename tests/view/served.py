"""`redraft view` in a process of its own."""

import http.client
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

__all__ = ["View"]


class View:
    """The command in a process of its own, and what it answers."""

    def __init__(self, store: Path, environment: dict[str, str]) -> None:
        command = [sys.executable, "-m", "redraft", "view", "--store", str(store), "--port", "0"]
        self.process = subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        said = self.process.stdout.readline().strip()
        found = re.fullmatch(r"(http://127\.0\.0\.1:(\d+)/)\?token=([\w-]{20,})", said)
        if not found:
            self.process.kill()
            pytest.fail(f"{said!r}: {self.process.communicate()[1]}")
        self.address, self.port, self.token = found[1], int(found[2]), found[3]

    def page(self, path: str = "") -> str:
        """The address of a page, as it is opened for the first time."""
        return f"{self.address}{path}{'&' if '?' in path else '?'}token={self.token}"

    def ask(self, path: str, method: str = "GET", **headers: str) -> tuple[int, str, Any]:
        """Status, body and headers, asked with the owner's cookie unless another is given."""
        headers = {"Cookie": f"redraft-{self.port}={self.token}"} | headers
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        link.request(method, path, headers=headers)
        reply = link.getresponse()
        body = reply.read().decode()
        link.close()
        return reply.status, body, reply.headers

    def __enter__(self) -> "View":
        return self

    def __exit__(self, *error: object) -> None:
        if self.process.poll() is None:
            self.close()

    def close(self) -> tuple[int, str]:
        """Ctrl-C; its exit code and what it said on stderr."""
        self.process.send_signal(signal.SIGINT)
        try:
            _, said = self.process.communicate(timeout=20)
        finally:
            self.process.kill()
        return self.process.returncode, said
