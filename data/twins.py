"""Near-duplicates: two examples that tell one story teach, and test, one thing."""

from collections.abc import Iterator, Sequence

from .schema import Labelled

__all__ = ["ALIKE", "twins"]

ALIKE = 72.0
"""Least likeness of two near-duplicates, as rapidfuzz's token set ratio, 0 to 100.

In our data no two examples reach 67, and no rewrite in other words falls below 79.
"""

TEXTS = ("draft", "reference", "task")


def twins(rows: Sequence[Labelled]) -> Iterator[tuple[int, int, str, float]]:
    """The places in `rows` of two alike, the later first, the field, and the likeness."""
    from rapidfuzz import fuzz, process, utils

    for field in TEXTS:
        texts = [utils.default_process(getattr(row, field)) for row in rows]
        for later, text in enumerate(texts[1:], 1):
            for _, likeness, earlier in process.extract_iter(
                text, texts[:later], scorer=fuzz.token_set_ratio, score_cutoff=ALIKE
            ):
                yield later, int(earlier), field, likeness
