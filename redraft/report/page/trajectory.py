"""The rounds of one row as the page shows them: what changed, why, and what was turned down."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from redraft.evaluation.records import Result
from redraft.programs.policies.best import best
from redraft.signatures.records import Dropped, LedgerRow, Rejected, Round
from redraft.signatures.types import Verdict
from redraft.terminal import bare, secrets, without
from redraft.texts.text import locate

from .marks import Mark, Role, Segment, marked
from .word_diff import Piece, word_diff

__all__ = ["Entry", "Stage", "stages"]

ANEW = 0.25
"""Share of a text's characters that stayed, below which it counts as written anew."""


@dataclass(frozen=True)
class Entry:
    """One line of the ledger; `key` is what its marks carry, `evidence` the final text's."""

    key: str
    row: LedgerRow
    evidence: str


@dataclass(frozen=True)
class Stage:
    """A round; `base` is the round whose text it worked on, None for the draft.

    `anew` where the text has too little of the base's for a diff to say anything. `share` is
    that of the boxes ticked, None without verdicts.
    """

    number: int
    base: int | None
    policy: str
    chosen: bool
    anew: bool
    share: float | None
    segments: tuple[Segment, ...]
    ledger: tuple[Entry, ...]
    rejected: tuple[Rejected, ...]
    dropped: tuple[Dropped, ...]
    creep: tuple[str, ...]

    @property
    def changed(self) -> bool:
        """Whether any word is another than in the base."""
        return any(one.kind != "same" for one in self.segments)


def stages(result: Result) -> list[Stage]:
    """Each round, the draft first; keys are hidden before words are compared, which cuts them."""
    rounds, hide = result.rounds, secrets()
    texts = [without(bare(round.text), hide) for round in rounds]
    ledgers = [_ledger(round, result.verdicts) for round in rounds]
    marks = _marks(rounds, texts, ledgers, result.best, hide)
    return [
        _stage(
            round,
            word_diff(texts[base], texts[at]) if (base := _base(rounds, at)) is not None else None,
            texts[at],
            marks[at],
            ledgers[at],
            base=base,
            chosen=at == result.best,
        )
        for at, round in enumerate(rounds)
    ]


def _stage(
    round: Round,
    diff: list[Piece] | None,
    text: str,
    marks: Sequence[Mark],
    ledger: Sequence[Entry],
    *,
    base: int | None,
    chosen: bool,
) -> Stage:
    whole = [Piece("same", text)] if text else []
    pieces = whole if diff is None else diff
    kept = sum(len(piece.text) for piece in pieces if piece.kind == "same")
    anew = diff is not None and kept < ANEW * len(text)
    return Stage(
        number=round.number,
        base=base,
        policy=round.policy,
        chosen=chosen,
        anew=anew,
        share=round.share if round.verdicts else None,
        segments=tuple(marked(whole if anew else pieces, marks)),
        ledger=tuple(ledger),
        rejected=tuple(round.rejected),
        dropped=tuple(round.dropped),
        creep=tuple(round.scope_creep),
    )


def _base(rounds: Sequence[Round], at: int) -> int | None:
    """The round that this one says it rewrote; of older records the best before it."""
    if not at:
        return None
    told = rounds[at].base
    return told if told is not None and told < at else best(rounds[:at])


def _ledger(round: Round, final: Sequence[Verdict]) -> list[Entry]:
    rows = round.ledger or [LedgerRow(weakness=weakness) for weakness in round.weaknesses]
    shown = {verdict.box: verdict.evidence for verdict in final if verdict.checked}
    return [
        Entry(f"{round.number}.{at}", row, shown.get(row.weakness.concerns, ""))
        for at, row in enumerate(rows)
    ]


def _marks(
    rounds: Sequence[Round],
    texts: Sequence[str],
    ledgers: Sequence[Sequence[Entry]],
    final: int,
    hide: Sequence[str],
) -> dict[int, list[Mark]]:
    """By round: quotes in the text that was judged, edits in the next, evidence in the final."""
    found = defaultdict[int, list[Mark]](list)

    def add(at: int | None, words: str, role: Role, key: str) -> None:
        if at is None or not words.strip():
            return
        if span := locate(texts[at], without(bare(words), hide)):
            found[at].append(Mark(*span, role, key))

    for at, ledger in enumerate(ledgers):
        for entry in ledger:
            add(_base(rounds, at), entry.row.weakness.quote or entry.row.before, "quote", entry.key)
            add(at, entry.row.after, "edit", entry.key)
            add(final, entry.evidence, "evidence", entry.key)
    return found
