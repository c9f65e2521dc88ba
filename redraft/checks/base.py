"""What a check is, what it answers, and how a bad one is refused."""

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass

__all__ = ["Check", "CheckError", "MisfitError", "Result", "clipped"]

CLIP = 80
"""Most characters of a text that evidence or an error message repeats."""


class CheckError(ValueError):
    """An expression is not a check; the one line says what was given and what is accepted."""


class MisfitError(ValueError):
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
    def expression(self) -> str:
        """The canonical text: `parse` of it gives an equal check."""
        return self._written()

    def __call__(self, text: str) -> Result:
        """Answer for `text`; how its lines end does not matter."""
        return self._answer(re.sub(r"\r\n?", "\n", text))

    def __str__(self) -> str:
        return self.expression

    @abstractmethod
    def _written(self) -> str: ...

    @abstractmethod
    def _answer(self, text: str) -> Result: ...


def clipped(passage: str, most: int = CLIP) -> str:
    """`passage` on one line, cut to `most` characters with an ellipsis."""
    line = " ".join(passage.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
