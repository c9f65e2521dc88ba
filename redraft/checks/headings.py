"""`has headings "Problem", "Plan"`: the parts that a text is divided into."""

from dataclasses import dataclass

import regex

from .base import Check, Result
from .markdown import blocks
from .prose import plain
from .quoted import found, quoted, several
from .registry import Form, register

__all__ = ["HasHeadings", "titles"]

_BOLD = regex.compile(r"\s*(\*\*|__)(?!\s)((?:(?!\1).)+)\1:?\s*")


def titles(text: str, *, colon: bool = True) -> list[str]:
    """The headings of `text`, without markers: Markdown's, and lines that are only bold.

    With `colon`, lines of prose that end with ':' too.
    """
    candidates = []
    for block in blocks(text):
        if block.kind == "heading":
            candidates.append(block.text)
        elif block.kind == "prose":
            candidates += [line for line in block.text.split("\n") if _titles(line, colon)]
    return [plain(title).strip() for title in candidates]


def _titles(line: str, colon: bool) -> bool:
    ends = plain(line).rstrip().endswith(":")
    return bool(_BOLD.fullmatch(line)) or (colon and ends)


@dataclass(frozen=True)
class HasHeadings(Check):
    """Whether each of `wanted` occurs, as whole words, in a heading of the text."""

    wanted: tuple[str, ...]

    @property
    def expression(self) -> str:
        return f"has headings {quoted(self.wanted)}"

    def __call__(self, text: str) -> Result:
        present = titles(text)
        matched = {
            want: next((title for title in present if found(want, title)), None)
            for want in self.wanted
        }
        lacking = [want for want, title in matched.items() if title is None]
        evidence = quoted([title for title in matched.values() if title is not None])
        return Result(not lacking, evidence, f"no heading {quoted(lacking)}" if lacking else "")


register(
    Form(
        "has headings",
        'has headings "Problem", "Plan"',
        lambda rest: HasHeadings(several(rest)),
    )
)
