"""A plain table: columns as wide as they need to be, numbers to the right."""

import re
from collections.abc import Sequence

from redraft.terminal import one_line, shorten

__all__ = ["table"]

_NUMBER = re.compile(r"[-$?\d]")


def table(
    head: Sequence[str], lines: Sequence[Sequence[str]], most: int = 100, *, whole: bool = False
) -> str:
    """`head` above `lines`; the first column of words is cut where it is wider than `most`.

    Unless two that differ would then read alike, or it is to stay `whole`.
    """
    cells = [[one_line(cell) for cell in line] for line in (head, *lines)]
    sizes = [max(map(len, column)) for column in zip(*cells, strict=True)]
    spare = max(24, most - sum(sizes[:1] + sizes[2:]) - 2 * (len(sizes) - 1))
    words = {line[1] for line in cells}
    if not whole and len({shorten(word, spare) for word in words}) == len(words):
        sizes[1] = min(sizes[1], spare)
    right = [all(_NUMBER.match(line[at]) for line in cells[1:]) for at in range(len(head))]
    return "\n".join(
        "  ".join(
            f"{shorten(cell, size):>{size}}" if left else f"{shorten(cell, size):<{size}}"
            for cell, size, left in zip(line, sizes, right, strict=True)
        ).rstrip()
        for line in cells
    )
