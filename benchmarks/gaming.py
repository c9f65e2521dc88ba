"""Whether any metric can be raised without merit: every attack on every example of train and dev.

Each honest run (nothing done, half of it, all of it) is attacked in each way, and every
metric is compared before and after. Prints a Markdown table and each metric that rose;
`--write FILE` puts it between its markers. The tests attack every eighth example.
"""

import argparse
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from benchmarks.tables import place, table
from redraft.data import Labelled, rows
from redraft.metrics import METRICS, Labels, Made, labels
from tests.metrics.attacks import ATTACKS, BASES

NAME = "python -m benchmarks.gaming"
Row = dict[str, tuple[int, int, list[str]]]
"""By attack: runs attacked, of which the whole fell, and the metrics that rose."""


def attacked(row: Labelled) -> Row:
    """Every attack on every run of one example."""
    known = labels(row)
    found: Row = {}
    runs = [(name, made, scores(known, made)) for name, made in bases(known)]
    for attack in ATTACKS:
        fell, rose = 0, list[str]()
        for name, made, before in runs:
            after = scores(known, attack(known, made))
            fell += after["refinement"] < before["refinement"] - 1e-9
            rose += [
                f"{attack.__name__}, {row.id}, {name}: {metric} {before[metric]:.3f} -> {value:.3f}"
                for metric, value in after.items()
                if value > before[metric] + 1e-9
            ]
        found[attack.__name__] = len(runs), fell, rose
    return found


def bases(known: Labels) -> Iterator[tuple[str, Made]]:
    """The honest runs on an example."""
    yield from ((name, base(known)) for name, base in BASES.items())


def scores(known: Labels, made: Made) -> dict[str, float]:
    """Every metric's value."""
    return {name: metric.score(known, made).value for name, metric in METRICS.items()}


def told(found: list[Row]) -> str:
    """A line an attack as Markdown, and what rose below."""
    lines = list[tuple[object, ...]]()
    for attack in ATTACKS:
        cells = [one[attack.__name__] for one in found]
        fell, rose = sum(cell[1] for cell in cells), sum(bool(cell[2]) for cell in cells)
        name = attack.__name__.replace("_", " ")
        lines.append((name, sum(cell[0] for cell in cells), fell, rose))
    risen = [line for one in found for cell in one.values() for line in cell[2]]
    listed = [f"- {line}" for line in risen] or ["No metric rose."]
    head = ("attack", "runs", "`refinement` fell", "a metric rose")
    return "\n".join([table(head, lines), "", *listed])


def main() -> int:
    """Print the table; 1 if a metric rose."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--every", type=int, default=1, help="only each of so many examples")
    parser.add_argument("--write", type=Path, metavar="FILE", help="put the table into FILE")
    given = parser.parse_args()
    data = [row for split in ("train", "dev") for row in rows(split)][:: given.every]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        found = list(pool.map(attacked, data))
    body = told(found)
    if given.write:
        place(NAME, body, given.write)
    print(body)
    return int(any(cell[2] for one in found for cell in one.values()))


if __name__ == "__main__":
    sys.exit(main())
