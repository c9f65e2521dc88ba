"""docs/runs.md has a row for each word that a run tells."""

import inspect
import re
from pathlib import Path
from typing import get_args

import pytest

from redraft.programs.guards.sieve import Reason
from redraft.programs.policies import accept
from redraft.programs.policies.rewrite import REWRITES
from redraft.signatures.records import Outcome, Round, Status

TOLD = (Path(__file__).parents[2] / "docs" / "runs.md").read_text(encoding="utf-8")
TABLES = re.findall(r"^\| ([^|]+) \|[^\n]*\n\| -[^\n]*\n((?:\|.*\n)+)", TOLD, re.MULTILINE)
REJECTED = dict.fromkeys(re.findall(r'return \(?"(\w+)", ', inspect.getsource(accept.fault)))


def named(head: str, column: int = 1) -> list[str]:
    """What stands in a column of the table with this head, in order."""
    (rows,) = (rows for first, rows in TABLES if first == head)
    cells = [row.split(" | ")[column - 1] for row in rows.splitlines()]
    return [name for cell in cells for name in re.findall(r"`(\w+)`", cell)]


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ("`status`", get_args(Status)),
        ("outcome of a weakness", get_args(Outcome)),
        ("a weakness is dropped as", get_args(Reason)),
        ("`policy`", REWRITES),
        ("a rewrite is rejected for", REJECTED),
    ],
)
def test_each_word_has_its_row(head: str, words: tuple[str, ...]) -> None:
    """And no row is of a word that is no more."""
    assert len(words) >= 4
    assert sorted(named(head)) == sorted(words)


def test_what_a_round_holds_is_told() -> None:
    """But for what needs no word: its number, base and text, and how it was made."""
    told = {name for name in named("in the ledger", 2) if name in Round.model_fields}
    assert told == Round.model_fields.keys() - {"number", "base", "text", "policy"}
