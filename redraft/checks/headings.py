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
    """Whether each of `wanted` occurs, as whole words, in a heading of the text."""

    wanted: tuple[str, ...]

    def _written(self) -> str:
        return f"has headings {quoted(self.wanted)}"

    def _answer(self, text: str) -> Result:
        present = titles(text)
        matched = {
            want: next((title for title in present if found(want, title)), None)
            for want in self.wanted
        }
        lacking = [want for want, title in matched.items() if title is None]
        evidence = quoted([title for title in matched.values() if title is not None])
        return Result(not lacking, evidence, f"no heading {named(lacking)}" if lacking else "")


FORMS = (
    Form(
        "has headings",
        'has headings "Problem", "Plan"',
        lambda rest: HasHeadings(several(rest)),
    ),
)
