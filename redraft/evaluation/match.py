"""best_of_n on the tokens that another run spent: the control for what its loop bought."""

from collections import defaultdict
from collections.abc import Sequence
from statistics import fmean

from redraft.data import Row
from redraft.errors import ConfigurationError
from redraft.programs import BestOfN
from redraft.programs.program import Program

from .records import Match
from .runs import key
from .store import Store

__all__ = ["check", "matched", "of"]


def of(store: Store, run: int, rows: Sequence[Row]) -> Match:
    """What `run` spent on each of `rows` that it has done: the mean over its repeats.

    Raises:
        ConfigurationError: there is no such run, or it has done none of these rows.
    """
    info = store.run(run)
    told = f"--match-tokens {run}: run {run} {info.spec.variant.name}"
    spent, ids = defaultdict[str, list[int]](list), set[str]()
    for row in store.rows(run):
        ids.add(row.name)
        if row.status == "done":
            spent[row.example].append(row.tokens)
    if not spent:
        raise ConfigurationError(f"{told} has no row that is done; redraft resume {run} goes on")
    tokens = {row.id: round(fmean(spent[found])) for row in rows if (found := key(row)) in spent}
    if not tokens:
        changed = any(row.id in ids for row in rows)
        why = "its examples have changed since" if changed else "its examples are others"
        raise ConfigurationError(
            f"{told} has done none of these rows, {why}: it is of {info.spec.source}"
            + (f", --split {info.spec.split}" if info.spec.split else "")
        )
    return Match(run=run, tokens=tokens)


def check(name: str, program: Program) -> None:
    """ConfigurationError unless `program`, the variant of that name, can be matched."""
    if not isinstance(program, BestOfN):
        raise ConfigurationError(
            f"--match-tokens: only best_of_n can draft until it has spent as much, and {name} is "
            f"{program.name}; evaluate it in a command of its own"
        )


def matched(program: Program, match: Match | None, name: str) -> Program:
    """The program for the example of that id, with its tokens to spend if they are matched."""
    if match is None or not isinstance(program, BestOfN):
        return program
    return program.matched(match.tokens[name])
