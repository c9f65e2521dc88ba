"""A process that has imported everything, and forks a child for each command line.

    nursery = Nursery(home)
    nursery.start("evaluate", "refine", ...)    a real process, which can be killed for real
    nursery.wait()                              its exit code, or minus the signal's number

So that a test of many killed processes does not pay for as many imports of DSPy, and that
what it kills is at work, not at its imports.
"""

import gc
import importlib
import json
import os
import selectors
import signal
import subprocess
import sys
from pathlib import Path

__all__ = ["Nursery"]

LONGEST = 120.0
"""Seconds to wait for an answer: until a command has ended, at most."""
NEEDED = """
filelock scipy.stats redraft.adapter redraft.calibration.correction redraft.cli.evaluate
redraft.cli.resume redraft.evaluation.runner redraft.evaluation.session redraft.evaluation.summary
redraft.evaluation.variants redraft.metrics redraft.models.lm redraft.prices redraft.programs
redraft.report.bar redraft.report.forecast redraft.report.judged redraft.report.runs
redraft.sources redraft.statistics
"""
"""What evaluate and resume import by and by."""


class Nursery:
    """One child at a time; its stdout and stderr go to `log`."""

    def __init__(self, home: Path) -> None:
        self.home, self.log = home, home / "log.txt"
        self.pid = 0
        self._process = self._begun()

    def start(self, *arguments: str) -> None:
        """Start a command; one that still runs is killed first."""
        self.end()
        pid = self._asked(json.dumps(arguments), "pid")
        assert pid > 0
        self.pid = pid

    def going(self) -> bool:
        """Whether it has not ended."""
        return bool(self._asked("going", "going"))

    def kill(self) -> None:
        """SIGKILL, at once; nothing if it has ended."""
        assert self.pid > 0
        os.kill(self.pid, signal.SIGKILL)  # still ours, since nobody has waited for it

    def wait(self) -> int:
        """How it ended."""
        code = self._asked("wait", "exit")
        self.pid = 0
        return code

    def end(self) -> None:
        """Kill what still runs, as after a test that failed."""
        if self.pid:
            self.kill()
            self.wait()

    def close(self) -> None:
        """End the process, and the child if there is one."""
        if self.pid:
            self.kill()
        self.pid = 0
        self._process.kill()
        self._process.communicate(timeout=30)

    def _begun(self) -> "subprocess.Popen[str]":
        homes = dict.fromkeys(("HOME", "REDRAFT_HOME"), str(self.home))
        return subprocess.Popen(
            [sys.executable, "-m", "tests.evaluation.nursery", str(self.log)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, **homes, "PYTHONWARNINGS": "ignore"},
            cwd=Path(__file__).parents[2],
            text=True,
        )

    def _asked(self, line: str, what: str) -> int:
        """The number that the process answers, under the name that is expected.

        One that does not answer as it should is no longer in step: another takes its place.
        """
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        stdin.write(line + "\n")
        stdin.flush()
        with selectors.DefaultSelector() as answers:  # select takes no number of a file above 1,023
            answers.register(stdout, selectors.EVENT_READ)
            said = stdout.readline() if answers.select(LONGEST) else "nothing"
        name, _, number = said.partition(" ")
        if name != what:
            self.close()
            self._process = self._begun()
            raise AssertionError(f"{said!r} in place of {what}: {self.log.read_text()}")
        return int(number)


def _serve(log: str) -> None:
    """Answer each line: a command line by its pid, `going` by 0 or 1, `wait` by how it ended."""
    from redraft import pace
    from redraft.silence import silence

    silence()
    for name in NEEDED.split():
        importlib.import_module(name)
    gc.freeze()  # a child that looked through all of it would copy all of it
    pace.FIRST = 0.01
    child = 0
    for line in sys.stdin:
        match line.strip():
            case "going":
                ended = os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT)
                told = f"going {int(ended is None)}"
            case "wait":
                told = f"exit {os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}"
            case command:
                child = os.fork()
                if not child:
                    _run(json.loads(command), log)
                told = f"pid {child}"
        print(told, flush=True)  # noqa: T201


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
