"""Values in force within a block, in the worker threads that DSPy starts there too.

`dspy.Parallel`, `dspy.Evaluate` and `Module.batch` hand DSPy's settings on to their threads and
no other context; so these values are settings of DSPy's, under names of our own.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar, cast

import dspy

__all__ = ["Scoped"]

T = TypeVar("T")


class Scoped(Generic[T]):
    """The value that the innermost block gave it, else `default`."""

    def __init__(self, name: str, default: T) -> None:
        self.name = name
        self.default = default

    def get(self) -> T:
        """The value in force."""
        return cast(T, dspy.settings.get(self.name, self.default))

    @contextmanager
    def of(self, value: T) -> Iterator[T]:
        """Put `value` in force."""
        with dspy.context(**{self.name: value}):
            yield value
