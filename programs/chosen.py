"""What a program's settings may be, told where it is built and not after calls were paid."""

from collections.abc import Collection, Sequence
from typing import Any

__all__ = ["MOST_WEAKNESSES", "among", "at_least", "texts"]

MOST_WEAKNESSES = 6
"""Weaknesses that a critique lists at most, as its signature says."""


def at_least(least: int, *, most: int | None = None, **settings: Any) -> None:
    """Each is a whole number from `least` on, up to `most` if there is one.

    Raises:
        ValueError: one is not.
    """
    end = "on" if most is None else f"to {most}"
    for name, value in settings.items():
        whole = isinstance(value, int) and not isinstance(value, bool)
        if not whole or value < least or (most is not None and value > most):
            raise ValueError(f"{name} is {value!r}; accepted is a whole number from {least} {end}")


def texts(name: str, values: Sequence[str]) -> tuple[str, ...]:
    """The values as a tuple.

    Raises:
        ValueError: they are one string, or not all of them are text.
    """
    found = () if isinstance(values, str) else tuple(values)
    if isinstance(values, str) or not all(isinstance(value, str) for value in found):
        raise ValueError(f"{name} is {values!r}; accepted is a list of texts")
    return found


def among(name: str, values: Collection[str], known: Collection[str]) -> None:
    """Each of the values is known.

    Raises:
        ValueError: one is not.
    """
    for value in values:
        if value not in known:
            raise ValueError(f"{name}: {value!r} is unknown; accepted are {', '.join(known)}")
