"""Ids of requirements, boxes and weaknesses: which one is meant, and which are free."""

from collections.abc import Iterable, Sequence
from itertools import count
from typing import Any

from .text import normalise

__all__ = ["folded", "known_as", "numbered"]


def known_as(said: str, ids: Iterable[str]) -> str:
    """The id that is meant by "B1", "b1." or "[b1]: the day"; as it is said where it is none."""
    ids = list(ids)
    if said in ids:
        return said
    known = folded(ids)
    first = normalise(said.partition(":")[0]).strip("[]().# ")
    return known.get(normalise(said)) or known.get(first) or said


def folded(names: Iterable[str]) -> dict[str, str]:
    """Each name by what `normalise` makes of it."""
    return {normalise(name): name for name in names}


def numbered(given: Sequence[Any], letter: str) -> list[str]:
    """The ids as text; in the place of one that is None or empty the next free of b1, b2, ..."""
    ids = ["" if one is None else str(one).strip() for one in given]
    taken = set(ids)
    free = (ident for n in count(1) if (ident := f"{letter}{n}") not in taken)
    return [ident or next(free) for ident in ids]
