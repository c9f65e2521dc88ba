"""The boxes of a Markdown text: `- [ ] question`, as people write them."""

import re

from .braces import parted

__all__ = ["boxes_in"]

_MARKER = r"(?:[-*+]|[0-9]{1,9}[.)])"
_BOX = re.compile(rf"(?P<indent>[\s>]*){_MARKER}[ \t]+\[[ \txX]?\](?:[ \t]+(?P<question>.*))?$")
_BULLET = re.compile(rf"{_MARKER}[ \t]+")
_FENCE = re.compile(r"\s*(`{3,}(?=[^`]*$)|~{3,})")
_HEADING = re.compile(
    r"[\s#>*_]*(?:(?:my|our|the|final|quality|review|acceptance|success)\s+)*"
    r"(?:check[ -]?list|criteria|definition of done|done when|boxes|checks)[\s:*_#]*",
    re.IGNORECASE,
)
_UNDERLINE = re.compile(r"\s*(?:={3,}|-{3,})\s*")


def boxes_in(text: str) -> tuple[str, list[tuple[int, str]]]:
    """The text without its boxes, and each box's line number and words.

    A line indented under a box goes on with its words, before its check; a heading that says
    no more than "Checklist" goes with the boxes; boxes in code stay. Without boxes the text
    is as given.
    """
    lines = re.split(r"(?<=\n)", text)
    found, taken = _read(lines)
    return (_without(lines, taken) if found else text), found


def _read(lines: list[str]) -> tuple[list[tuple[int, str]], set[int]]:
    """The boxes, and the numbers of the lines that they take up."""
    found: list[tuple[int, str, str]] = []
    taken: set[int] = set()
    fence, inside = "", -1  # `inside`: the indent of the box that is still open
    for number, line in enumerate(lines):
        mark = _FENCE.match(line)
        box = None if fence else _BOX.match(line.rstrip())
        if box:
            inside = len(box["indent"].expandtabs(4))
            found.append((number + 1, *parted(box["question"] or "")))
            taken.add(number)
        elif not mark and not fence and 0 <= inside < _indent(line):
            found[-1] = (found[-1][0], *_continued(*found[-1][1:], line.strip()))
            taken.add(number)
        else:
            inside = -1
        if mark:
            closes = fence and line.strip().startswith(fence)
            fence = "" if closes else fence or mark[1]
    return [(number, _whole(asked, check)) for number, asked, check in found], taken


def _indent(line: str) -> int:
    """How far `line` is indented; -1 if it is blank."""
    wide = line.expandtabs(4)
    return len(wide) - len(wide.lstrip()) if wide.strip() else -1


def _continued(asked: str, check: str, line: str) -> tuple[str, str]:
    """The question and check of a box that goes on; of two checks the last one counts."""
    bullet = _BULLET.match(line)
    more, own = parted(line[bullet.end() :] if bullet else line)
    if own:
        asked, check = _whole(asked, check), own
    joint = "; " if bullet and more and not asked.endswith((":", ",", ";")) else " "
    return f"{asked}{joint}{more}".strip(), check


def _whole(asked: str, check: str) -> str:
    return f"{asked} {{{check}}}".strip() if check else asked


def _without(lines: list[str], taken: set[int]) -> str:
    """The other lines; what only headed the boxes, and a blank line left over, go too."""
    kept: list[str] = []
    for number, line in enumerate(lines):
        if number in taken:
            if number - 1 not in taken:
                _behead(kept)
        elif line.strip() or not kept or kept[-1].strip() or number - 1 not in taken:
            kept.append(line)
    return "".join(kept).strip()


def _behead(kept: list[str]) -> None:
    """Drop a heading at the end of `kept` that says no more than "Checklist"."""
    last = len(kept) - 1
    while last >= 0 and not kept[last].strip():
        last -= 1
    start = last - 1 if last > 0 and _UNDERLINE.fullmatch(kept[last]) else last
    if start >= 0 and _HEADING.fullmatch(kept[start]):
        del kept[start:]
