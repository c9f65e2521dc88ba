"""What a check is, what it answers, and how a bad one is refused."""

from abc import ABC, abstractmethod
from dataclasses import dataclass

__all__ = ["Check", "CheckError", "Misfit", "Result", "clipped"]

CLIP = 80
"""Most characters of a text that evidence or an error message repeats."""


class CheckError(ValueError):
    """An expression is not a check; the one line says what was given and what is accepted."""


class Misfit(ValueError):
    """Raised by a form's reader: what the words after the form's name should be."""


@dataclass(frozen=True)
class Result:
    """One answer: `evidence` is a short fact or a quoted passage.

    `missing` says exactly what is lacking, and is empty where the check passed.
    """

    passed: bool
    evidence: str = ""
    missing: str = ""


class Check(ABC):
    """A question about a text that code answers; frozen, and equal if its expression is.

    Never raises for a text: what cannot be answered has not passed, and says why.
    """

    @property
    @abstractmethod
    def expression(self) -> str:
        """The canonical text: `parse` of it gives an equal check."""

    @abstractmethod
    def __call__(self, text: str) -> Result:
        """Answer for `text`."""

    def __str__(self) -> str:
        return self.expression


def clipped(passage: str, most: int = CLIP) -> str:
    """`passage` on one line, cut to `most` characters with an ellipsis."""
    line = " ".join(passage.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
