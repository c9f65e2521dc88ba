"""Plain rows for comparisons and advice, as a run would have left them."""

from collections.abc import Sequence
from typing import Any

from redraft.evaluation.measured import Measured, Side

__all__ = ["loop", "row", "side"]


def row(number: int, score: float = 0.5, *, repeat: int = 0, **more: Any) -> Measured:
    """One row, scored by `refinement`; ready where all is right."""
    return Measured(
        name=f"note-{number}",
        example=more.pop("example", f"sha-{number}"),
        repeat=repeat,
        ready=more.pop("ready", score >= 1),
        scores=more.pop("scores", {"refinement": score}),
        **more,
    )


def side(run: int, rows: Sequence[Measured], **more: Any) -> Side:
    """A run called after its number."""
    return Side(run, more.pop("name", f"v{run}"), tuple(rows), metric="refinement", **more)


def loop(
    number: int,
    *texts: Sequence[bool],
    chosen: Sequence[int] | None = None,
    bases: Sequence[int | None] = (),
) -> Measured:
    """A row whose texts tick these boxes, for 100 tokens the draft and 200 a round."""
    quality = tuple(sum(boxes) / len(boxes) for boxes in texts)
    return row(
        number,
        quality[-1],
        quality=quality,
        boxes=tuple(map(tuple, texts)),
        spent=tuple(100 + 200 * at for at in range(len(texts))),
        tokens=200 * len(texts) - 100,
        chosen=tuple(range(len(texts)) if chosen is None else chosen),
        bases=tuple(bases),
    )
