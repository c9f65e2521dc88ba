"""`--data`, `--split` and `--map`: the examples that a command works on, said one way."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from redraft.data import Row

__all__ = ["data_options", "mapped", "read", "split_of"]

C = TypeVar("C", bound=Callable[..., Any])


def mapped(given: Sequence[str]) -> dict[str, str]:
    """`field=column`, each once, as a mapping; a usage error for anything else."""
    found: dict[str, str] = {}
    for pair in given:
        field, sign, column = (part.strip() for part in pair.partition("="))
        if not (sign and field and column):
            accepted = "accepted is field=column, as in --map task=prompt"
            raise click.UsageError(f"--map {pair!r}: {accepted}")
        if field in found:
            raise click.UsageError(f"--map {pair}: {field} is {found[field]} already")
        found[field] = column
    return found


def _mapped(context: click.Context, option: click.Parameter, given: Sequence[str]) -> Any:
    return mapped(given)


_SAYS = {
    "--data": "A .jsonl, .csv or .parquet file, a folder of one file a split, a dataset of the "
    "hub, redraft (ours), or ifeval, commongen_hard, argrewrite, pep, as in pep:FILE.",
    "--split": "The part of it, as in dev.",
    "--map": "Read a field of ours from a column of another name, as in task=prompt; repeatable.",
}


def data_options(default: str | None = None) -> Callable[[C], C]:
    """Adds the three options as `source`, `split` and `columns`, for `read`.

    With a `default` for the source the split has one too, as `split_of` says.
    """
    split = _SAYS["--split"] + (" Of --data redraft it is dev by default." if default else "")

    def add(command: C) -> C:
        options = (
            click.option("--data", "source", metavar="WHAT", default=default, help=_SAYS["--data"]),
            click.option("--split", "split", metavar="NAME", help=split),
            click.option(
                "--map",
                "columns",
                metavar="FIELD=COLUMN",
                multiple=True,
                callback=_mapped,
                help=_SAYS["--map"],
            ),
        )
        for option in reversed(options):
            command = option(command)
        return command

    return add


def split_of(options: dict[str, Any]) -> str | None:
    """The split that is named; dev of the examples that come with us, where none is."""
    from redraft.sources.opening import OURS

    return options["split"] or ("dev" if options["source"] == OURS else None)


def read(source: str, split: str | None, columns: dict[str, str]) -> "list[Row]":
    """The rows that the three options name; ConfigurationError says by line what is wrong."""
    from redraft.sources import open_data

    return open_data(source, split, columns)
