"""Near-duplicates: two examples that tell one story teach, and test, one thing."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from .schema import Labelled

__all__ = ["ALIKE", "twins"]

ALIKE = 72.0
"""Least likeness of two near-duplicates, as rapidfuzz's token set ratio, 0 to 100.

In our data no two examples reach 67, and no rewrite in other words falls below 79.
"""

SHARED = 0.5
"""Least share of the shorter text's words in the other for the ratio to be worth its time.

In our data two examples share .54 at most, a draft and its rewrite .63 at least.
"""

TEXTS = ("draft", "reference", "task")


def twins(rows: Sequence[Labelled]) -> Iterator[tuple[int, int, str, float]]:
    """The places in `rows` of two alike, the later first, the field, and the likeness."""
    from rapidfuzz import fuzz, utils

    for field in TEXTS:
        texts = [utils.default_process(getattr(row, field)) for row in rows]
        words = [frozenset(text.split()) for text in texts]
        for earlier, later in combinations(range(len(rows)), 2):
            a, b = words[earlier], words[later]
            if len(a & b) >= SHARED * min(len(a), len(b)):
                likeness = fuzz.token_set_ratio(texts[earlier], texts[later])
                if likeness >= ALIKE:
                    yield later, earlier, field, likeness
