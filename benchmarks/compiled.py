"""The compiled programs beside each other: a table of their cards.

python -m benchmarks.compiled compiled/
"""

import sys
from pathlib import Path

from redraft.artefact import Card, Estimate
from redraft.artefact.folder import read_card


def main(folder: Path) -> None:
    """Print a Markdown table of every artefact in `folder`."""
    cards = [(path.parent, read_card(path.parent)) for path in sorted(folder.glob("*/card.json"))]
    print("| program | optimizer | model | rows | original | compiled | gain | kept | calls |")
    print("|---|---|---|---|---|---|---|---|---|")
    for path, card in cards:
        print(f"| {path.name} | {card.optimizer} | {card.model} | {row(card)} |")


def row(card: Card) -> str:
    """Scores with their intervals, and what they cost."""
    compared = card.held_out
    if compared is None:
        return f"- | - | - | not compared: {card.stopped} | {card.kept} | {card.spent.calls:,}"
    told = [told_of(one) for one in (compared.before, compared.after, compared.gain)]
    rows = card.data["held_out"].rows - compared.dropped
    stopped = " (cut short)" if card.stopped else ""
    return f"{rows} | {' | '.join(told)} | {card.kept}{stopped} | {card.spent.calls:,}"


def told_of(estimate: Estimate) -> str:
    """A mean with its 95 % interval."""
    if estimate.low is None or estimate.high is None:
        return f"{estimate.mean:.3f}"
    return f"{estimate.mean:.3f} ({estimate.low:.3f} to {estimate.high:.3f})"


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "compiled"))
