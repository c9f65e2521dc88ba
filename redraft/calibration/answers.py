"""Every answered question of a calibration on disk at once: none is asked, or paid, again.

One JSON object a line. The first says which models and prompts the answers are of; then
come answers, and calls as they are held and settled, so that caps count those of earlier
starts, and a call that a kill cut off at its most. Where a start asks steps that none before
it did, a line says of which prompts.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from redraft.alone import alone
from redraft.appended import Appended
from redraft.budget import Hold
from redraft.errors import ConfigurationError, ModelError
from redraft.programs.steps import Ask, Reply
from redraft.recall import Recall, Recorded, fingerprint, recorded
from redraft.signatures.records import Round, StepCost

__all__ = ["Answers"]

FORMAT = 1
HEAD = b'{"format": %d, "of": {' % FORMAT


class Answers:
    """A `Watcher` that answers what it knows, and a budget's `Ledger`.

    None keeps it in memory alone; `bound` says which models and prompts the answers are of.
    `asked_now` counts the questions of this start; `calls`, `tokens` and `seconds` are what
    earlier starts have spent, once it is `opened`.
    """

    def __init__(self, path: Path | None, bound: Mapping[str, str], program: Any) -> None:
        self.path = path
        self.asked_now = 0
        self.calls = 0
        self.tokens = 0
        self.seconds = 0.0
        self.tell: Callable[[], None] = lambda: None
        self._program = program
        self._known: dict[str, Recorded] = {}
        self._told: dict[str, Reply] = {}
        self._spent: dict[str, tuple[int, int]] = {}
        self._bound = dict(bound)
        self._log = Appended(path)

    def recall(self, ask: Ask) -> Reply | None:
        """The answer to this very question, however often it is asked."""
        key = fingerprint(ask)
        if key not in self._told and key in self._known:
            reply = Recall(self._program, [self._known[key]])(ask)
            if reply is not None:
                self._told[key] = reply
        return self._told.get(key)

    def asked(self, ask: Ask) -> None:
        """Count it."""
        self.asked_now += 1

    def answered(self, ask: Ask, reply: Reply) -> None:
        """Keep the answer. One that the budget cut is none."""
        if not reply.over:
            self._told[fingerprint(ask)] = reply
            self._write({"answer": recorded(ask, reply).model_dump(mode="json")})
            self.tell()

    def failed(self, ask: Ask, cost: StepCost) -> None:
        """Nothing: its calls are written down one by one."""

    def finished(self, round: Round) -> None:
        """Nothing: no program runs here."""

    def held(self, hold: Hold) -> None:
        """Write the call down before it is made."""
        self._write({"held": f"{self._log.start}-{hold.id}", "tokens": hold.tokens})

    def settled(self, hold: Hold, calls: int, tokens: int, cost: int) -> None:
        """Write down what it took."""
        self._write({"settled": f"{self._log.start}-{hold.id}", "calls": calls, "tokens": tokens})

    def _write(self, line: dict[str, Any]) -> None:
        """Add a line; where it cannot be kept, nothing more is asked."""
        try:
            self._log.write(line)
        except OSError as error:
            why = error.strerror or error
            raise ModelError(f"the log cannot be written: {why}") from None

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Read what earlier starts have answered; no second start uses the file meanwhile.

        Raises:
            ConfigurationError: the file is another model's or prompt's, another start is at it,
                or it cannot be used.
        """
        if self.path is None:
            yield
            return
        with alone(self.path, "calibration"):
            self._open(self.path)
            yield

    def _open(self, path: Path) -> None:
        try:
            path.touch(mode=0o600)
            if _begun(path):
                self._log.read()  # so that the next line takes the place of the torn one
                self._log.write({"format": FORMAT, "of": self._bound})
            else:
                self._read(path)
        except OSError as error:
            why = error.strerror or error
            raise ConfigurationError(
                f"{path} cannot be used: {why}; name another with --log"
            ) from None

    def _read(self, path: Path) -> None:
        try:
            first, *lines = self._log.read()
            of = dict(first["of"])
            for line in lines:
                if "of" in line:
                    of |= line["of"]
                else:
                    self._take(line)
        except (ValueError, KeyError, TypeError):
            raise ConfigurationError(
                f"{path} is no log of a calibration; name another with --log"
            ) from None
        new = self._new(of)
        known = of | new
        if other := [name for name in self._bound if known.get(name) != self._bound[name]]:
            raise ConfigurationError(
                f"{path} holds answers of another {' and '.join(other)}; remove it to begin "
                "anew, or name another with --log"
            )
        if new:
            self._log.write({"of": new})
        self.calls = sum(calls for calls, _ in self._spent.values())
        self.tokens = sum(tokens for _, tokens in self._spent.values())
        self.seconds = self._log.seconds

    def _new(self, of: Mapping[str, str]) -> dict[str, str]:
        """The prompts that the log names nowhere and has no answers of."""
        answered = {f"prompt of {one.step}" for one in self._known.values()}
        there = {"model", *of, *answered}
        return {name: sha256 for name, sha256 in self._bound.items() if name not in there}

    def _take(self, line: dict[str, Any]) -> None:
        if "answer" in line:
            one = Recorded.model_validate(line["answer"])
            self._known[one.fingerprint] = one
        elif "held" in line:
            self._spent[line["held"]] = (1, line["tokens"])
        else:
            self._spent[line["settled"]] = (line["calls"], line["tokens"])


def _begun(path: Path) -> bool:
    """Whether the file is empty, or a kill or a full disk cut its first line off."""
    with path.open("rb") as file:
        first = file.readline()
    return not first.endswith(b"\n") and HEAD.startswith(first[: len(HEAD)])
