"""When to stop: tiny policies, asked in order; the first that answers ends the loop."""

from collections.abc import Sequence
from typing import Protocol, get_args

from redraft.signatures.records import Round, Status

from .best import best, merit

__all__ = ["STOPS", "Stop", "ready", "stalled", "stopped", "unchanged", "used_up"]


class Stop(Protocol):
    """Looks at the rounds so far (the first is the draft) and says why to end, or None."""

    def __call__(
        self, rounds: Sequence[Round], *, min_rounds: int, max_rounds: int
    ) -> Status | None:
        """Why to end, or None to go on."""


def ready(rounds: Sequence[Round], *, min_rounds: int, max_rounds: int) -> Status | None:
    """Every box is ticked, after at least `min_rounds` rounds."""
    done = len(rounds) > min_rounds
    return "ready" if done and rounds[best(rounds)].share == 1.0 else None


def unchanged(rounds: Sequence[Round], *, min_rounds: int, max_rounds: int) -> Status | None:
    """The last round found no rewrite worth taking, whichever policy it tried."""
    last = rounds[-1]
    if len(rounds) < 2 or last.policy:
        return None
    return "ready" if last.share == 1.0 else "unchanged"


def stalled(rounds: Sequence[Round], *, min_rounds: int, max_rounds: int) -> Status | None:
    """Two rounds running, no text was better than the best before them."""
    if len(rounds) < 4 or len(rounds) <= min_rounds:
        return None
    before = max(map(merit, rounds[:-2]))
    return "stalled" if all(merit(round) <= before for round in rounds[-2:]) else None


def used_up(rounds: Sequence[Round], *, min_rounds: int, max_rounds: int) -> Status | None:
    """All rounds are used up."""
    return "not_ready" if len(rounds) > max_rounds else None


STOPS: tuple[Stop, ...] = (ready, unchanged, used_up, stalled)


def stopped(
    rounds: Sequence[Round],
    *,
    min_rounds: int,
    max_rounds: int,
    stops: Sequence[Stop] = STOPS,
) -> Status | None:
    """The first answer of `stops`, or None to go on; never more than `max_rounds`.

    Raises:
        ValueError: a stop answers with what is no status.
    """
    for stop in (*stops, used_up):
        if status := stop(rounds, min_rounds=min_rounds, max_rounds=max_rounds):
            if status not in get_args(Status):
                known = ", ".join(get_args(Status))
                raise ValueError(f"a stop says {status!r}; accepted are None, {known}")
            return status
    return None
