"""What the benchmarks share: a Markdown table, and its place in README.md between markers."""

from pathlib import Path

from redraft.data.stats import paste, table
from redraft.written import write_out

__all__ = ["README", "place", "publish", "table"]

README = Path(__file__).with_name("README.md")


def publish(name: str, body: str, *, write: bool) -> None:
    """Print `body`; with `write` also put it into README.md between the markers of `name`."""
    print(body)
    if write:
        place(name, body, README)


def place(name: str, body: str, file: Path) -> None:
    """Put `body` into the file between the markers of `name`; ValueError where there are none."""
    write_out(file, paste(file.read_text("utf-8"), name, body))
