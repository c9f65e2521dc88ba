"""Categories and ids that a critique may name, where no grammar held it to them."""

from collections.abc import Iterable, Sequence

from redraft.signatures.types import Weakness
from redraft.texts.ids import folded, known_as
from redraft.texts.text import normalise

__all__ = ["named"]


def named(
    weaknesses: Sequence[Weakness], categories: Iterable[str], ids: Iterable[str]
) -> list[Weakness]:
    """The weaknesses with only categories and ids that were given, as they were given.

    Categories are compared up to `normalise`, ids as `known_as` does; a name that nobody gave is
    left out, the weakness stays.
    """
    kinds, known = folded(categories), list(ids)
    meant = [known_as(weakness.concerns, known) for weakness in weaknesses]
    return [
        weakness.model_copy(
            update={
                "category": kinds.get(normalise(weakness.category), ""),
                "concerns": ident if ident in known else "",
            }
        )
        for weakness, ident in zip(weaknesses, meant, strict=True)
    ]
