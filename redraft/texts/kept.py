"""What was read from a text, kept for the next call: much from short texts, little from long."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

__all__ = ["kept"]

LONG = 8_000
"""Characters from which a text is long."""
FEW = 8
"""Results on long texts that a function keeps."""

_Read = TypeVar("_Read")


def kept(most: int) -> Callable[[Callable[[str], _Read]], Callable[[str], _Read]]:
    """A function of a text with a cache of `most` results on short texts."""

    def keeping(read: Callable[[str], _Read]) -> Callable[[str], _Read]:
        short, long = lru_cache(maxsize=most)(read), lru_cache(maxsize=min(most, FEW))(read)

        @wraps(read)
        def known(text: str) -> _Read:
            return short(text) if len(text) < LONG else long(text)

        return known

    return keeping
