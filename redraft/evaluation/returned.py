"""Which text a stored trajectory would have returned, had it ended earlier."""

from pathlib import Path

from redraft.artefact.folder import read_card
from redraft.errors import RedraftError
from redraft.programs.policies.best import best
from redraft.programs.registry import PROGRAMS

from .records import Result
from .variant import Variant

__all__ = ["by_round", "keeps_best"]


def by_round(result: Result, *, best_kept: bool) -> tuple[int, ...]:
    """The round returned after each: the best so far, or what its own program would have taken.

    One that keeps no best takes its last text, or the one that it scored highest itself, as soon
    as it has it; where the budget ended the run, `best` does not tell which.
    """
    if not result.rounds:
        return ()
    last = len(result.rounds) - 1
    taken = last if result.status == "over_budget" else result.best
    ends = range(1, last + 1)
    earlier = (best(result.rounds[:end]) if best_kept else min(end - 1, taken) for end in ends)
    return (*earlier, result.best)


def keeps_best(variant: Variant) -> bool:
    """Whether its program returns the best text, as most do; so if it is not to be found."""
    name = variant.settings.program
    if name not in PROGRAMS:
        try:
            name = read_card(Path(name)).program
        except RedraftError:
            return True
    return name not in PROGRAMS or PROGRAMS[name].keeps_best
