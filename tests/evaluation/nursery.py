"""A process that has imported everything, and forks a child for each command line.

    nursery = Nursery(home)
    nursery.start("evaluate", "refine", ...)    a real process, which can be killed for real
    nursery.wait()                              its exit code, or minus the signal's number

So that a test of many killed processes does not pay for as many imports of DSPy.
"""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

__all__ = ["Nursery"]


class Nursery:
    """One child at a time; its stdout and stderr go to `log`."""

    def __init__(self, home: Path) -> None:
        self.log = home / "log.txt"
        self.pid = 0
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.evaluation.nursery", str(self.log)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "REDRAFT_HOME": str(home), "PYTHONWARNINGS": "ignore"},
            cwd=Path(__file__).parents[2],
            text=True,
        )

    def start(self, *arguments: str) -> None:
        """Start a command."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(arguments) + "\n")
        self._process.stdin.flush()
        self.pid = self._told()

    def kill(self) -> None:
        """SIGKILL, at once; nothing if it has ended."""
        os.kill(self.pid, signal.SIGKILL)  # still ours, since nobody has waited for it

    def wait(self) -> int:
        """How it ended."""
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return self._told()

    def close(self) -> None:
        """End the process, and the child if there is one."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(30)
        assert self._process.stdout is not None
        self._process.stdout.close()

    def _told(self) -> int:
        assert self._process.stdout is not None
        return int(self._process.stdout.readline())


def _serve(log: str) -> None:
    """Read a command line, tell its pid; at an empty line wait for its end, and tell how."""
    from redraft import pace

    pace.FIRST = 0.01
    for line in sys.stdin:
        child = os.fork()
        if not child:
            _run(json.loads(line), log)
        print(child, flush=True)  # noqa: T201
        sys.stdin.readline()
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)  # noqa: T201


def _run(arguments: list[str], log: str) -> None:
    from redraft.cli import main

    output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(output, 1)
    os.dup2(output, 2)
    sys.argv = ["redraft", *arguments]
    try:
        main()
    except SystemExit as end:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(end.code if isinstance(end.code, int) else 1)


if __name__ == "__main__":
    _serve(sys.argv[1])
