"""Whether a loop is worth its tokens, from a stored run; no calls."""

from collections.abc import Sequence
from dataclasses import dataclass

from redraft.errors import ConfigurationError
from redraft.statistics import (
    BestRounds,
    PairedDifference,
    Transition,
    as_times,
    best_rounds,
    examples_needed,
    paired_difference,
    transition,
)

from .measured import Measured, Side
from .pairs import pair
from .rounds_judged import all_judged

__all__ = ["Advice", "Other", "advise"]


@dataclass(frozen=True)
class Other:
    """Another run over the same rows: against the draft, and against the advised rounds."""

    side: Side
    rows: int
    draft: PairedDifference
    advised: PairedDifference
    times: float


@dataclass(frozen=True)
class Advice:
    """What the rounds of a run came to; `format` is the version of this shape.

    `rounds` weighs what would have been returned after 0, 1, ... rounds. `passes` says of
    each round what it did to the boxes of the text that it rewrote, ticked or not, the examples
    being independent; None where no box was answered before it and after it. `kept` is the
    text returned against the last one; `oracle` the truly best one of each trajectory against
    the one returned: what a better verifier would be worth. `needed` are further examples
    that would tell, None where that is not the question.
    """

    format: int
    side: Side
    metric: str
    price: float | None
    rows: int
    examples: int
    rounds: BestRounds
    passes: tuple[Transition | None, ...]
    kept: PairedDifference
    oracle: PairedDifference
    needed: int | None
    others: tuple[Other, ...]


def advise(
    side: Side,
    metric: str,
    *,
    price: float | None = None,
    others: Sequence[Side] = (),
    level: float = 0.95,
    seed: int = 0,
) -> Advice:
    """Weigh a run's rounds by the quality its rows were measured with.

    `price` is the tokens that one point of quality (0.01) is worth. `others` are runs that
    could be used instead, over the rows they share.

    Raises:
        ConfigurationError: the run has no round after the draft, or none that the metric can
            weigh, or shares no row with another.
    """
    if not side.rows:
        raise ConfigurationError(f"run {side.title} has no row that is done; {side.go_on}")
    rows = [row for row in side.rows if row.quality]
    if not any(len(row.quality) > 1 for row in rows):
        raise ConfigurationError(
            f"run {side.title} has no round after the draft, so there is nothing to advise on; "
            "give the run of a loop, such as that of redraft evaluate refine"
        )
    alone = f"redraft advise {side.run} --metric text_part"
    all_judged(side, metric, f"weigh its rounds; weigh them by code alone: {alone}")
    groups = [row.name for row in rows]
    found = best_rounds(
        [row.returned for row in rows],
        [row.spent for row in rows],
        price=price,
        groups=groups,
        level=level,
        seed=seed,
    )
    last = [row.quality[-1] for row in rows]
    kept = [row.returned[-1] for row in rows]
    top = [max(row.quality) for row in rows]
    return Advice(
        format=1,
        side=side,
        metric=metric,
        price=price,
        rows=len(rows),
        examples=len(set(groups)),
        rounds=found,
        passes=_passes(rows, level, seed),
        kept=_paired(last, kept, groups, level, seed),
        oracle=_paired(kept, top, groups, level, seed),
        needed=_needed(found, level),
        others=tuple(_other(side, one, found.best, level, seed) for one in others),
    )


def _passes(rows: Sequence[Measured], level: float, seed: int) -> tuple[Transition | None, ...]:
    """What each round did to the boxes of the rows that it worked on."""
    found = list[Transition | None]()
    for number in range(1, max(len(row.boxes) for row in rows)):
        boxes = [
            (was, now, row.name)
            for row in rows
            if len(row.boxes) > number
            for was, now in zip(row.boxes[row.base(number)], row.boxes[number], strict=True)
            if was is not None and now is not None
        ]
        before, after, names = zip(*boxes, strict=True) if boxes else ((), (), ())
        one = transition(before, after, groups=names, level=level, seed=seed) if boxes else None
        found.append(one)
    return tuple(found)


def _needed(found: BestRounds, level: float) -> int | None:
    """Further examples that would show a net gain as large as the best one seen."""
    net = found.rounds[found.best].net
    if found.decision != "unknown" or not found.best:
        return None
    needed = examples_needed(net, level=level, comparisons=len(found.rounds) - 1)
    return needed and max(1, needed - net.difference.n)


def _other(side: Side, other: Side, rounds: int, level: float, seed: int) -> Other:
    paired = pair([side, other])
    both = [
        (own, theirs)
        for own, theirs in zip(*paired.columns, strict=True)
        if own.quality and theirs.quality
    ]
    if not both:
        raise ConfigurationError(f"runs {side.title} and {other.title} share no row")
    groups = [own.name for own, _ in both]
    theirs = [row.returned[-1] for _, row in both]
    advised = [own.returned[min(rounds, len(own.returned) - 1)] for own, _ in both]
    drafts = [own.returned[0] for own, _ in both]
    used = sum(row.tokens for _, row in both)
    spent = sum(own.spent[0] for own, _ in both)
    return Other(
        other,
        len(both),
        _paired(drafts, theirs, groups, level, seed),
        _paired(advised, theirs, groups, level, seed),
        as_times(used, spent),
    )


def _paired(
    a: Sequence[float], b: Sequence[float], groups: Sequence[str], level: float, seed: int
) -> PairedDifference:
    """b against a, both of them from 0 to 1."""
    return paired_difference(a, b, groups=groups, level=level, seed=seed, within=(-1, 1))
