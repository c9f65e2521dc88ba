"""The compiled programs beside each other: a table of their cards.

python -m benchmarks.compiled compiled/ --write
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.tables import publish, table
from redraft.artefact import Card, Estimate
from redraft.artefact.folder import read_card

HEAD = (
    "program",
    "optimizer",
    "held-out rows",
    "original",
    "compiled",
    "gain",
    "kept",
    "calls",
    "tokens",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a Markdown table of every artefact in a folder."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path, nargs="?", default=Path("compiled"))
    parser.add_argument("--write", action="store_true", help="put it into README.md")
    given = parser.parse_args(arguments)
    cards = [(path.parent, read_card(path.parent)) for path in given.folder.glob("*/card.json")]
    cards.sort(key=lambda pair: pair[0].name)
    rows = [(path.name, card.optimizer, *row(card), *spent(card)) for path, card in cards]
    told = "\n".join(sorted({f"{about(card)}." for _, card in cards}))
    publish("compiled", f"{table(HEAD, rows)}\n\n{told}", write=given.write)
    return 0


def row(card: Card) -> Iterator[object]:
    """Scores with their intervals, and which of the two is kept."""
    compared = card.held_out
    if compared is None:
        yield from ("0", "-", "-", f"not compared: {card.stopped}", card.kept)
        return
    yield card.data["held_out"].rows - compared.dropped
    yield from map(told_of, (compared.before, compared.after, compared.gain))
    yield card.kept + (" (cut short)" if card.stopped else "")


def spent(card: Card) -> tuple[str, str]:
    """What the compile took, the comparison included."""
    return f"{card.spent.calls:,}", f"{card.spent.tokens:,}"


def about(card: Card) -> str:
    """What the scores are of."""
    learnt, chosen = (card.data[name].rows for name in ("train", "val"))
    rows = f"{learnt} rows to learn from, {chosen} to choose on"
    return f"{card.program} on {card.model}, by {card.metric}; {rows}"


def told_of(estimate: Estimate) -> str:
    """A mean with its 95 % interval."""
    if estimate.low is None or estimate.high is None:
        return f"{estimate.mean:.3f}"
    return f"{estimate.mean:.3f} ({estimate.low:.3f} to {estimate.high:.3f})"


if __name__ == "__main__":
    sys.exit(main())
