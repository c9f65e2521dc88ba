"""Whether the cosmetic-fix detector tells surface edits from edits of content.

FILE is a JSONL of labelled sentence edits, as made of ArgRewrite V.2 (CC BY 4.0): `old`,
`new`, `op`, `label` ("surface" or "content") and `essay`. Sentences that were modified are
scored by the detector's weight and by the count of changed tokens, which is hard to beat.
Nothing is fitted here. Prints a Markdown table; `--write FILE` puts it between its markers.
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from hashlib import sha256
from pathlib import Path
from time import process_time
from typing import Any, NamedTuple

import numpy as np
from scipy.stats import mannwhitneyu

from benchmarks.tables import place, table
from redraft.texts.cosmetic import cosmetic, weight

NAME = "python -m benchmarks.cosmetic"
Array = np.ndarray[Any, Any]


class Edits(NamedTuple):
    """The modified sentences: both scores, the detector's decision, label and essay of each."""

    weight: Array
    tokens: Array
    substance: Array
    content: Array
    essay: Array

    def of(self, kept: Array) -> "Edits":
        """Those that `kept` marks."""
        return Edits(*(column[kept] for column in self))


def changed_tokens(before: str, after: str) -> int:
    """The baseline: tokens, parted by white space, that a diff replaces, drops or adds."""
    old, new = before.split(), after.split()
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return sum(max(j - i, m - k) for tag, i, j, k, m in codes if tag != "equal")


def auc(scores: Array, positive: Array) -> float:
    """Chance that a positive scores above a negative, ties counting half (Mann-Whitney)."""
    good, bad = scores[positive], scores[~positive]
    return float(mannwhitneyu(good, bad).statistic / (len(good) * len(bad)))


def gain(edits: Edits) -> float:
    """How far the detector's AUC is above the baseline's."""
    return auc(edits.weight, edits.content) - auc(edits.tokens, edits.content)


def interval(edits: Edits, samples: int, seed: int) -> tuple[float, float]:
    """95 % interval of `gain`: a paired bootstrap that draws whole essays."""
    random = np.random.default_rng(seed)
    essays = [np.flatnonzero(edits.essay == name) for name in np.unique(edits.essay)]
    found = []
    for _ in range(samples):
        drawn = random.integers(len(essays), size=len(essays))
        found.append(gain(edits.of(np.concatenate([essays[n] for n in drawn]))))
    low, high = np.percentile(found, [2.5, 97.5])
    return float(low), float(high)


def read(path: Path) -> tuple[Edits, dict[str, float]]:
    """The modified sentences of a file, scored, and the microseconds that an edit takes."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    rows = [row for row in rows if row["op"] == "Modify"]
    took: dict[str, float] = {}

    def column(score: Callable[[str, str], float]) -> Array:
        start = process_time()
        values = [score(row["old"], row["new"]) for row in rows]
        took[score.__name__] = (process_time() - start) / len(rows) * 1e6
        return np.array(values)

    scores = column(weight), column(changed_tokens), ~column(cosmetic)
    content = np.array([row["label"] == "content" for row in rows])
    return Edits(*scores, content, np.array([row["essay"] for row in rows])), took


def figures(edits: Edits, took: dict[str, float], samples: int, seed: int) -> str:
    """The figures as Markdown: all essays, and two halves of them dealt out by their name."""
    deal = {name: sha256(name.encode()).digest()[0] % 2 for name in np.unique(edits.essay)}
    half = np.array([deal[name] for name in edits.essay])
    parts = {"all": edits, "half 1": edits.of(half == 0), "half 2": edits.of(half == 1)}
    head = "part,essays,edits,of content,AUC changed tokens,AUC weight,gain,95 %".split(",")
    lines = [(part, *_figures(of, samples, seed)) for part, of in parts.items()]
    told = (
        f"The decision `cosmetic` calls {1 - edits.substance[~edits.content].mean():.0%} of the "
        f"surface edits cosmetic and {edits.substance[edits.content].mean():.0%} of the content "
        f"edits substance.\nAn edit takes {took['weight']:.0f} microseconds, and "
        f"{took['changed_tokens']:.0f} to count its changed tokens."
    )
    return f"{table(head, lines)}\n\n{told}"


def _figures(edits: Edits, samples: int, seed: int) -> Sequence[object]:
    low, high = interval(edits, samples, seed)
    counts = (len(np.unique(edits.essay)), len(edits.content), int(edits.content.sum()))
    scores = (auc(edits.tokens, edits.content), auc(edits.weight, edits.content))
    return (
        *counts,
        *(f"{value:.3f}" for value in scores),
        f"{gain(edits):+.3f}",
        (f"{low:+.3f} to {high:+.3f}"),
    )


def main() -> int:
    """Print the table; 1 if the interval of the gain on all essays holds 0."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("file", type=Path, metavar="FILE", help="the labelled edits, JSONL")
    parser.add_argument("--samples", type=int, default=2000, help="of the bootstrap")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--write", type=Path, metavar="FILE", help="put the table into FILE")
    given = parser.parse_args()
    try:
        edits, took = read(given.file)
    except (OSError, ValueError, KeyError, TypeError) as error:
        parser.error(f"{given.file}: no file of labelled edits: {error}")
    body = figures(edits, took, given.samples, given.seed)
    if given.write:
        place(NAME, body, given.write)
    print(body)
    return int(interval(edits, given.samples, given.seed)[0] <= 0)


if __name__ == "__main__":
    sys.exit(main())
