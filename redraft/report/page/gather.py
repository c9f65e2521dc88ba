"""All that a page tells, read from the store once."""

from collections.abc import Sequence
from dataclasses import dataclass

from redraft.calibration.card import Card
from redraft.calibration.correction import judged
from redraft.evaluation.by_kind import KindFigures, by_kind
from redraft.evaluation.compare import Comparison, compare
from redraft.evaluation.records import RunInfo
from redraft.evaluation.rounds_judged import by_rounds
from redraft.evaluation.store import Store
from redraft.report.judged import judged_line

from .examples import Example, examples
from .words import answer, labels, question

__all__ = ["Report", "gather"]


@dataclass(frozen=True)
class Report:
    """A page's content; `format` is the version of this shape, `by` what scored the rounds.

    `prompts` says whether prompts and raw replies are in it; `judged` are the shares that a
    verifier had a word in, in words, where `cards` are given.
    """

    format: int
    question: str
    answer: str
    by: str
    prompts: bool
    found: Comparison
    names: tuple[str, ...]
    runs: tuple[RunInfo, ...]
    kinds: tuple[KindFigures, ...]
    examples: tuple[Example, ...]
    cards: tuple[Card, ...] = ()
    judged: tuple[str, ...] = ()


def gather(
    store: Store,
    runs: Sequence[int],
    by: str,
    *,
    prompts: bool = True,
    cards: Sequence[Card] = (),
) -> Report:
    """Compare the runs with the first, and lay their rows side by side; no call is made.

    Raises:
        ConfigurationError: there is no such run or metric, one has no row that is done, or
            they share none.
    """
    found = compare([by_rounds(store, run, by) for run in runs], least=1)
    names = labels(found.sides)
    keys = set(found.paired.keys)
    shares = [one for run in dict.fromkeys(runs) for one in judged(store, run, cards, keys=keys)]
    made = tuple(examples(store, runs, found.figures[0].metric, prompts=prompts))
    kinds = {row.row.example: one.example.kind for one in made for row in one.rows}
    return Report(
        format=1,
        question=question(names),
        answer=answer(found, names),
        by=by,
        prompts=prompts,
        found=found,
        names=tuple(names),
        runs=tuple(store.run(run) for run in runs),
        kinds=by_kind(found, kinds),
        examples=made,
        cards=tuple(cards),
        judged=tuple(map(judged_line, shares)) if cards else (),
    )
