"""Whether the text part tells good texts from bad ones, on the labelled examples; no model.

On every example the reference ought to score above the draft, and the draft no lower than
its cosmetic rewrite; a clean draft may tie with its reference. The labels say that the
reference is right, so it scores 1; the draft with every other of its edits made is the
harder case, and ought to score between the two. Prints a Markdown table by split, every
inversion and every tie; `--write FILE` puts it between its markers in FILE.
"""

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from scipy.stats import mannwhitneyu

from benchmarks.tables import place, table
from redraft.data import SPLITS, Labelled, rows
from redraft.metrics import Made, labels
from redraft.metrics.text_part import text_part
from redraft.texts.segments import segments

NAME = "python -m benchmarks.separation"


class Scored(NamedTuple):
    """The text part's value of an example's texts; `half` has every other edit made."""

    id: str
    clean: bool
    reference: float
    half: float
    draft: float
    cosmetic: float

    @property
    def tied(self) -> bool:
        """Whether the draft is clean, and scores as its reference does."""
        return self.clean and self.reference == self.draft

    @property
    def inversions(self) -> list[str]:
        """What ought to be the other way round."""
        found = []
        if self.reference <= self.draft and not self.tied:
            found.append(f"reference {self.reference:.3f} <= draft {self.draft:.3f}")
        if self.draft < self.cosmetic:
            found.append(f"draft {self.draft:.3f} < cosmetic {self.cosmetic:.3f}")
        return [f"{self.id}: {one}" for one in found]


def scored(split: str) -> list[Scored]:
    """Every example of a split, scored."""
    found = []
    for row in rows(split):
        known = labels(row)
        texts = (row.reference, half_mended(row), row.draft, row.cosmetic)
        values = [text_part(known, Made(text=text)).value for text in texts]
        found.append(Scored(row.id, row.clean, *values))
    return found


def measured(splits: Sequence[str]) -> dict[str, list[Scored]]:
    """Every example of these splits, and all of them together where there are several."""
    data = {split: scored(split) for split in splits}
    if len(data) > 1:
        data["all"] = [one for found in data.values() for one in found]
    return data


def half_mended(row: Labelled) -> str:
    """The draft with the first, third, ... of the edits that the reference makes."""
    text = row.draft
    for edit in reversed(segments(row.draft, row.reference)[::2]):
        after = edit.after if edit.before else f"\n{edit.after}\n"
        text = text[: edit.start] + after + text[edit.end :]
    return text


def auc(good: Sequence[float], bad: Sequence[float]) -> float:
    """Chance that a good text scores above a bad one of any example; ties count half."""
    return float(mannwhitneyu(good, bad).statistic / (len(good) * len(bad)))


def told(data: dict[str, list[Scored]]) -> str:
    """The figures by split as Markdown, and the inversions below."""
    head = ("split", "examples", *TEXTS, "reference / draft", "half / draft", "draft / cosmetic")
    lines = [(split, *_figures(found)) for split, found in data.items()]
    inverted = [line for found in data.values() for one in found for line in one.inversions]
    listed = [f"- {line}" for line in dict.fromkeys(inverted)] or ["No inversion."]
    every = {one.id: one for found in data.values() for one in found}.values()
    if tied := [one.id for one in every if one.tied]:
        listed += ["", f"Clean drafts that score as their reference does: {', '.join(tied)}."]
    if fell := [one.id for one in every if one.half < one.draft and not one.clean]:
        listed += ["", f"Half mended, and below the draft: {', '.join(fell)}."]
    return "\n".join([table((*head, "inversions"), lines), "", *listed])


TEXTS = ("reference", "half", "draft", "cosmetic")


def _figures(found: Sequence[Scored]) -> Iterable[object]:
    planted = [one for one in found if not one.clean]
    yield len(found)
    for text in TEXTS:
        yield f"{sum(getattr(one, text) for one in found) / len(found):.3f}"
    for good, bad in ("reference", "draft"), ("half", "draft"), ("draft", "cosmetic"):
        of = found if bad == "cosmetic" else planted
        yield f"{auc([getattr(one, good) for one in of], [getattr(one, bad) for one in of]):.3f}"
    yield sum(len(one.inversions) for one in found)


def main() -> int:
    """Print the table; 1 if there is an inversion."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--split", choices=SPLITS, action="append", help="only this split")
    parser.add_argument("--write", type=Path, metavar="FILE", help="put the table into FILE")
    given = parser.parse_args()
    data = measured(given.split or SPLITS)
    body = told(data)
    if given.write:
        place(NAME, body, given.write)
    print(body)
    return int(any(one.inversions for found in data.values() for one in found))


if __name__ == "__main__":
    sys.exit(main())
