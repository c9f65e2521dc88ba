"""`starts with "Dear"` and `ends with "Yours"`: a text's first and last words."""

from dataclasses import dataclass
from typing import Literal

from .base import Check, Result, clipped
from .quoted import found, named, one, quoted
from .registry import Form

__all__ = ["FORMS", "Edge"]


@dataclass(frozen=True)
class Edge(Check):
    """Whether the text starts or ends with `phrase`; spaces and markers around it aside."""

    side: Literal["starts", "ends"]
    phrase: str

    def _written(self) -> str:
        return f"{self.side} with {quoted([self.phrase])}"

    def _answer(self, text: str) -> Result:
        first = self.side == "starts"
        marks = not self.phrase.partition(" ")[0].strip("*_")  # they may stand anywhere in `before`
        before = rf"\A\s*+[\s#*_>]{'{0,99}' if marks else '*'}" if first else ""
        place = found(self.phrase, text, before=before, after="" if first else r"[\s*_]*+\Z")
        if place:
            return Result(True, quoted([place]))
        words = clipped(text, 40) if first else clipped(text[::-1], 40)[::-1]
        evidence = quoted([words]) if words else "the text is empty"
        return Result(False, evidence, f"does not {self.side[:-1]} with {named([self.phrase])}")


FORMS = (
    Form("starts with", 'starts with "Dear"', lambda rest: Edge("starts", one(rest))),
    Form("ends with", 'ends with "Yours sincerely"', lambda rest: Edge("ends", one(rest))),
)
