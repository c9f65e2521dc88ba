"""A text as Markdown blocks: headings, list items, tables, code and prose."""

from dataclasses import dataclass
from typing import Literal

import regex

__all__ = ["DEFINITION", "Block", "blocks", "unwrapped"]

Kind = Literal["heading", "item", "table", "code", "prose"]

_FENCE = regex.compile(r"\s*(?P<mark>`{3,}(?=[^`]*$)|~{3,})")
_QUOTE = regex.compile(r"^ {0,3}(?:> ?)+")
_RULE = regex.compile(r" {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$")
_ATX = regex.compile(
    r" {0,3}#{1,6}(?:[ \t]++(?P<text>(?:[^ \t]++|[ \t]++(?!#*+[ \t]*+$))*+))?(?:[ \t]+#+)?[ \t]*$"
)
_SETEXT = regex.compile(r" {0,3}(?:=+|-+)[ \t]*$")
_SIGNATURE = regex.compile(r"--[ \t]*$")
"""An e-mail's mark above its signature; Markdown's underline of a heading where no text follows."""
_ITEM = regex.compile(
    r"(?P<indent>\s*)(?:[-*+]|[0-9]{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?(?P<text>\S.*)$"
)
_DIVIDER = regex.compile(r"(?=.*\|)\s*+(?:\|\s*+)?+:?+-++:?+\s*+(?:\|\s*+:?+-++:?+\s*+)*+\|?+\s*+$")
_BOLD = regex.compile(
    r" {0,3}(?P<mark>\*\*|__)(?=\S)(?P<text>(?:(?!(?P=mark)).)+)(?P=mark)(?P<end>:?)\s*$"
)
_WRAPPED = regex.compile(
    r"\s*(?P<mark>`{3,}|~{3,})"
    r"(?:(?:markdown|md)[ \t]*\n(?P<body>.*)|[ \t]*\n(?P<bare>(?:(?!\n(?P=mark)).)*))"
    r"\n(?P=mark)\s*",
    regex.DOTALL | regex.IGNORECASE,
)

DEFINITION = regex.compile(
    r"^ {0,3}\[(?P<label>[^\]^\n]+)\]:[ \t]*+(?:[^\s/#]*+[/#]|\S[^\s.]*+\.\S)"
    r"[^\s\"'(]*+[ \t]*+(?:[\"'(].*)?$",
    regex.MULTILINE,
)
"""A link definition: `[label]: https://example.com "title"`."""


@dataclass(frozen=True)
class Block:
    """One block without its markers; `indent` is how deep a list item stands, in spaces."""

    kind: Kind
    text: str
    indent: int = 0


def blocks(text: str) -> list[Block]:
    """The blocks of `text` in order; rules, link definitions and fence lines are none.

    A line that is only bold is a heading, as people write them.
    """
    return _Reader().read(unwrapped(regex.sub(r"\r\n?", "\n", text)).split("\n"))


def unwrapped(text: str) -> str:
    """`text` without the code fence that models like to put around a whole reply."""
    match = _WRAPPED.fullmatch(text)
    return str(match["body"] or match["bare"] or "") if match else text


class _Reader:
    """Reads line by line; `kind` and `lines` are those of the block that is still open."""

    def __init__(self) -> None:
        self.found: list[Block] = []
        self.kind: Kind | None = None
        self.lines: list[str] = []
        self.indent = 0
        self.fence = ""

    def read(self, lines: list[str]) -> list[Block]:
        for line, following in zip(lines, [*lines[1:], ""], strict=True):
            if not self._code(line):
                self._line(_QUOTE.sub("", line.expandtabs(4), count=1), following)
        self._close()
        return self.found

    def _code(self, line: str) -> bool:
        """Whether `line` is inside a fence, or opens or closes one."""
        match = _FENCE.match(line)
        if self.fence:
            if match and line.strip() == match["mark"] and match["mark"].startswith(self.fence):
                self._close()
                self.fence = ""
            else:
                self.lines.append(line)
            return True
        if match:
            self._open("code")
            self.fence = match["mark"]
        return bool(match)

    def _line(self, line: str, following: str) -> None:
        item = _ITEM.match(line)
        signs = _SIGNATURE.match(line) and following.strip()
        if not line.strip() or DEFINITION.match(line) or signs:
            self._close()
        elif self.kind == "prose" and _SETEXT.match(line):
            self.kind = "heading"
            self._close()
        elif _RULE.match(line):
            self._close()
        elif heading := _ATX.match(line):
            self._open("heading", heading["text"] or "")
            self._close()
        elif bold := _BOLD.match(line):
            self._open("heading", bold["text"] + bold["end"])
            self._close()
        elif item:
            self._open("item", item["text"], indent=len(item["indent"]))
        elif self.kind == "table" or ("|" in line and _DIVIDER.match(following)):
            self._row(line)
        elif self.kind:
            self.lines.append(line.strip())
        else:
            self._text(line)

    def _row(self, line: str) -> None:
        if self.kind != "table":
            self._open("table")
        if not _DIVIDER.match(line):
            self.lines.append(line.strip().strip("|").replace("|", " | "))

    def _text(self, line: str) -> None:
        """A line after a blank one: indented under a list item it belongs to that item."""
        last = self.found[-1] if self.found else None
        if last and last.kind == "item" and len(line) - len(line.lstrip()) > last.indent + 1:
            self.found.pop()
            self._open("item", last.text, indent=last.indent)
            self.lines.append(line.strip())
        else:
            self._open("prose", line.strip())

    def _open(self, kind: Kind, *lines: str, indent: int = 0) -> None:
        self._close()
        self.kind, self.lines, self.indent = kind, list(lines), indent

    def _close(self) -> None:
        if self.kind:
            self.found.append(Block(self.kind, "\n".join(self.lines), self.indent))
        self.kind, self.lines = None, []
