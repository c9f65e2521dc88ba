"""Where the answer of `redraft run` goes: a file or stdout; and its report, to stderr."""

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from redraft.errors import ConfigurationError
from redraft.paths import path_of

from .streams import put, tell

if TYPE_CHECKING:
    from redraft.app import Outcome

__all__ = ["deliver", "report"]


def deliver(outcome: "Outcome", options: dict[str, Any]) -> None:
    """The text to its file or to stdout; stdout too if the file cannot be written.

    Raises:
        ConfigurationError: stdout cannot be written; the message says where the text is.
    """
    text = outcome.text + ("" if outcome.text.endswith("\n") or not outcome.text else "\n")
    kept = bool(options["out"] and outcome.text) and _written(path_of(options["out"]), text)
    if options["as_json"]:
        from redraft.report.escaped import json_text
        from redraft.report.result import as_json

        _print(json_text(as_json(outcome)) + "\n", outcome)
    elif not kept:
        _print(text, outcome)


def report(outcome: "Outcome") -> None:
    """The ledger, the checklist and what it cost."""
    from redraft.report.checklist import checklist_lines
    from redraft.report.ledger import ledger_lines
    from redraft.report.summary import summary_lines

    lines = ledger_lines(outcome.rounds)
    if outcome.text:
        lines += checklist_lines(outcome.item.checklist, outcome.verdicts)
    lines += summary_lines(outcome)
    if outcome.path:
        lines.append(f"saved: {outcome.path}")
    tell("\n".join(lines))


def _print(text: str, outcome: "Outcome") -> None:
    """Exactly the text where stdout is a file or pipe; nothing that commands a terminal."""
    from redraft.terminal import clean

    if sys.stdout.isatty():
        text = clean(text)
    try:
        put(text.encode("utf-8", "replace"))
    except ConfigurationError as error:
        raise ConfigurationError(f"{error}; {_elsewhere(text, outcome)}") from None


def _elsewhere(text: str, outcome: "Outcome") -> str:
    """Where the text is that stdout did not take: in the saved run, else on stderr."""
    from redraft.terminal import clean

    if outcome.path:
        saved = shlex.quote(str(outcome.path))
        return f"redraft run --continue {saved} --out FILE writes the text, without a call"
    tell(clean(text))
    return "the text went to stderr"


def _written(path: Path, text: str) -> bool:
    from redraft.written import write_out

    try:
        write_out(path, text)
    except OSError as error:
        why = error.strerror or error
        tell(f"redraft: --out {path} cannot be written: {why}; the text is on stdout")
        return False
    return True
