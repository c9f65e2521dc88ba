"""What the benchmarks share: a Markdown table, and its place in README.md between markers."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from redraft.data.stats import paste

__all__ = ["README", "place", "publish", "table"]

README = Path(__file__).with_name("README.md")


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table: the first column to the left, the rest to the right."""
    lines = [tuple(head), ("---", *["---:"] * (len(head) - 1)), *rows]
    return "\n".join(f"| {' | '.join(map(str, cells))} |" for cells in lines)


def publish(name: str, body: str, *, write: bool) -> None:
    """Print `body`; with `write` also put it into README.md between the markers of `name`."""
    print(body)
    if write:
        place(name, body, README)


def place(name: str, body: str, file: Path) -> None:
    """Put `body` into the file between the markers of `name`; ValueError where there are none."""
    file.write_text(paste(file.read_text("utf-8"), name, body), encoding="utf-8")
