"""What the functions here know of a weakness and of a change note."""

from typing import Protocol

__all__ = ["Fault", "Note"]


class Fault(Protocol):
    """One fault told of a text: its words there (empty for an omission), problem and fix."""

    @property
    def quote(self) -> str:
        """The words, as told; they need not stand in the text."""

    @property
    def problem(self) -> str:
        """What is wrong there, or what is left out."""

    @property
    def fix(self) -> str:
        """What is to be done about it."""


class Note(Protocol):
    """What a rewrite says that it did."""

    @property
    def note(self) -> str:
        """In the writer's words."""
