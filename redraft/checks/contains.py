"""`contains`, `contains all`, `contains any`, `lacks`: phrases that a text must hold or avoid."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from .base import Check, MisfitError, Result
from .matches import Lacking, pattern
from .quoted import found, named, quoted, several
from .registry import Form

__all__ = ["FORMS", "Contains", "Lacks"]


@dataclass(frozen=True)
class Contains(Check):
    """Whether the text holds `phrases`, all or any of them, as `quoted.found` finds them."""

    phrases: tuple[str, ...]
    need: Literal["", "all", "any"] = ""

    def _written(self) -> str:
        return " ".join(filter(None, ("contains", self.need, quoted(self.phrases))))

    def _answer(self, text: str) -> Result:
        places = {phrase: found(phrase, text) for phrase in self.phrases}
        held = [place for place in places.values() if place]
        lacking = [phrase for phrase, place in places.items() if not place]
        if not lacking or (self.need == "any" and held):
            return Result(True, quoted(held))
        lead = "contains none of" if self.need == "any" and len(lacking) > 1 else "does not contain"
        return Result(False, quoted(held), f"{lead} {named(lacking)}")


@dataclass(frozen=True)
class Lacks(Check):
    """Whether none of `phrases` is in the text, as `quoted.found` finds them."""

    phrases: tuple[str, ...]

    def _written(self) -> str:
        return f"lacks {quoted(self.phrases)}"

    def _answer(self, text: str) -> Result:
        held = [place for phrase in self.phrases if (place := found(phrase, text))]
        if held:
            return Result(False, quoted(held), f"still contains {named(held)}")
        return Result(True, f"nowhere {named(self.phrases)}")


def _contains(need: Literal["all", "any"]) -> Callable[[str], Contains]:
    return lambda rest: Contains(several(rest), need)


def _single(rest: str) -> Contains:
    phrases = several(rest)
    if len(phrases) > 1:
        raise MisfitError("takes one phrase: write contains all or contains any before several")
    return Contains(phrases)


def _lacks(rest: str) -> Check:
    return Lacking(*pattern(rest)) if rest.startswith("/") else Lacks(several(rest))


FORMS = (
    Form("contains", 'contains "refund"', _single),
    Form("contains all", 'contains all "price", "date"', _contains("all")),
    Form("contains any", 'contains any "sorry", "apologise"', _contains("any")),
    Form("lacks", 'lacks "very", "just"', _lacks),
)
