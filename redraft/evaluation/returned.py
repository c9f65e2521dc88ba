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
    """The round returned after each: the best so far, or the latest where none is looked for."""
    if not result.rounds:
        return ()
    ends = range(1, len(result.rounds))
    return (*(best(result.rounds[:end]) if best_kept else end - 1 for end in ends), result.best)


def keeps_best(variant: Variant) -> bool:
    """Whether its program returns the best text, as most do; so if it is not to be found."""
    name = variant.settings.program
    if name not in PROGRAMS:
        try:
            name = read_card(Path(name)).program
        except RedraftError:
            return True
    return name not in PROGRAMS or PROGRAMS[name].keeps_best
