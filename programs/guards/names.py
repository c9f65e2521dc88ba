"""Categories and ids that a critique may name, where no grammar held it to them."""

from collections.abc import Iterable, Sequence

from redraft.signatures.types import Weakness
from redraft.texts.text import normalise

__all__ = ["known_as", "named"]


def named(
    weaknesses: Sequence[Weakness], categories: Iterable[str], ids: Iterable[str]
) -> list[Weakness]:
    """The weaknesses with only categories and ids that were given, as they were given.

    They are compared up to `normalise`; a name that nobody gave is left out, the weakness stays.
    """
    kinds, known = _folded(categories), _folded(ids)
    return [
        weakness.model_copy(
            update={
                "category": kinds.get(normalise(weakness.category), ""),
                "concerns": known.get(normalise(weakness.concerns), ""),
            }
        )
        for weakness in weaknesses
    ]


def known_as(said: str, ids: Iterable[str]) -> str:
    """The id that is meant by "B1", "b1." or "[b1]: the day"; as it is said where it is none."""
    ids = list(ids)
    if said in ids:
        return said
    known = _folded(ids)
    first = normalise(said.partition(":")[0]).strip("[]().# ")
    return known.get(normalise(said)) or known.get(first) or said


def _folded(names: Iterable[str]) -> dict[str, str]:
    return {normalise(name): name for name in names}
