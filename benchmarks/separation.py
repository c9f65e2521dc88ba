"""Whether the text part tells good texts from bad ones, on the labelled examples; no model.

On every example the reference ought to score above the draft, and the draft no lower than
its cosmetic rewrite. Prints a Markdown table by split and every inversion;
`--write FILE` puts it between its markers in FILE, or at its end.
"""

import argparse
import sys
from collections.abc import Iterable, Sequence
from itertools import product
from pathlib import Path
from typing import NamedTuple

from redraft.data import SPLITS, rows
from redraft.metrics import Labels, Made, labels
from redraft.metrics.text_part import text_part

BEGIN, END = "<!-- begin: benchmarks/separation.py -->", "<!-- end: benchmarks/separation.py -->"


class Scored(NamedTuple):
    """The text part's value of an example's three texts."""

    id: str
    clean: bool
    reference: float
    draft: float
    cosmetic: float

    @property
    def inversions(self) -> list[str]:
        """What ought to be the other way round."""
        found = []
        if self.reference <= self.draft:
            found.append(f"reference {self.reference:.3f} <= draft {self.draft:.3f}")
        if self.draft < self.cosmetic:
            found.append(f"draft {self.draft:.3f} < cosmetic {self.cosmetic:.3f}")
        return [f"{self.id}: {one}" for one in found]


def scored(split: str) -> list[Scored]:
    """Every example of a split, scored."""
    found = []
    for row in rows(split):
        known: Labels = labels(row)
        texts = (row.reference, row.draft, row.cosmetic)
        values = [text_part(known, Made(text=text)).value for text in texts]
        found.append(Scored(row.id, row.clean, *values))
    return found


def auc(good: Sequence[float], bad: Sequence[float]) -> float:
    """Chance that a good text scores above a bad one of any example; ties count half."""
    won = sum((a > b) + (a == b) / 2 for a, b in product(good, bad))
    return won / (len(good) * len(bad))


def table(data: dict[str, list[Scored]]) -> str:
    """The figures by split as Markdown, and the inversions below."""
    head = ("split", "examples", "reference", "draft", "cosmetic", "AUC reference / draft")
    lines = [(*head, "AUC draft / cosmetic", "inversions"), ("---", *["---:"] * 7)]
    lines += [(split, *_figures(found)) for split, found in data.items()]
    told = [line for found in data.values() for one in found for line in one.inversions]
    rows_ = [f"| {' | '.join(map(str, cells))} |" for cells in lines]
    listed = [f"- {line}" for line in dict.fromkeys(told)] or ["No inversion."]
    return "\n".join([*rows_, "", *listed])


def _figures(found: Sequence[Scored]) -> Iterable[object]:
    columns = [[getattr(one, name) for one in found] for name in ("reference", "draft", "cosmetic")]
    planted = [one for one in found if not one.clean]
    good, bad = [one.reference for one in planted], [one.draft for one in planted]
    yield len(found)
    yield from (f"{sum(column) / len(column):.3f}" for column in columns)
    yield f"{auc(good, bad):.3f}"
    yield f"{auc(columns[1], columns[2]):.3f}"
    yield sum(len(one.inversions) for one in found)


def paste(text: str, body: str) -> str:
    """`text` with `body` between the markers; they are put at its end where it has none."""
    block = f"{BEGIN}\n{body}\n{END}"
    if BEGIN not in text or END not in text:
        return f"{text.rstrip()}\n\n## Separation\n\n{INTRO}\n\n{block}\n"
    return text.partition(BEGIN)[0] + block + text.partition(END)[2]


INTRO = (
    "The text part of `refinement` (no model) of each example's reference, draft and cosmetic\n"
    "rewrite: means, the chance that a reference outscores any draft with planted weaknesses and\n"
    "a draft any cosmetic rewrite, and every example on which the reference does not score above\n"
    "the draft or the draft scores below the cosmetic rewrite. The metrics were made on train and\n"
    "dev. Made by `python benchmarks/separation.py --write data/README.md`."
)


def main() -> int:
    """Print the table; 1 if there is an inversion."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--split", choices=SPLITS, action="append", help="only this split")
    parser.add_argument("--write", type=Path, metavar="FILE", help="put the table into FILE")
    given = parser.parse_args()
    data = {split: scored(split) for split in given.split or SPLITS}
    if len(data) > 1:
        data["all"] = [one for found in data.values() for one in found]
    body = table(data)
    if given.write:
        given.write.write_text(paste(given.write.read_text("utf-8"), body), encoding="utf-8")
    print(body)
    return int(any(one.inversions for found in data.values() for one in found))


if __name__ == "__main__":
    sys.exit(main())
