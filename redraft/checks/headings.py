"""`has headings "Problem", "Plan"`: the parts that a text is divided into."""

from dataclasses import dataclass

from .base import Check, Result
from .markdown import blocks
from .prose import plain
from .quoted import found, named, quoted, several
from .registry import Form

__all__ = ["FORMS", "HasHeadings", "titles"]


def titles(text: str) -> list[str]:
    """The headings of `text`, without markers, and the lines of prose that end with ':'."""
    candidates = []
    for block in blocks(text):
        if block.kind == "heading":
            candidates.append(block.text)
        elif block.kind == "prose":
            candidates += [
                line for line in block.text.split("\n") if plain(line).strip().endswith(":")
            ]
    return [plain(title).strip() for title in candidates]


@dataclass(frozen=True)
class HasHeadings(Check):
    """Whether each of `wanted` occurs, as whole words, in a heading of its own."""

    wanted: tuple[str, ...]

    def _written(self) -> str:
        return f"has headings {quoted(self.wanted)}"

    def _answer(self, text: str) -> Result:
        present = titles(text)
        fitting = [[n for n, title in enumerate(present) if found(w, title)] for w in self.wanted]
        given = _shared(fitting)
        lacking = [want for n, want in enumerate(self.wanted) if n not in given]
        evidence = quoted([present[given[n]] for n in sorted(given)])
        return Result(not lacking, evidence, f"no heading {named(lacking)}" if lacking else "")


def _shared(fitting: list[list[int]]) -> dict[int, int]:
    """A heading for each of as many as can have one of those that fit it, no heading twice."""
    holder: dict[int, int] = {}

    def seat(wanted: int, tried: set[int]) -> bool:
        for title in fitting[wanted]:
            if title not in tried:
                tried.add(title)
                if title not in holder or seat(holder[title], tried):
                    holder[title] = wanted
                    return True
        return False

    for wanted in range(len(fitting)):
        seat(wanted, set())
    return {wanted: title for title, wanted in holder.items()}


FORMS = (
    Form(
        "has headings",
        'has headings "Problem", "Plan"',
        lambda rest: HasHeadings(several(rest)),
    ),
)
