"""`redraft show`: a run with its rows, or one row with all that was made of it."""

import click

from .options import Number
from .stored import RUN, json_option, opened, store_option
from .streams import say

__all__ = ["show"]


@click.command()
@click.argument("run", type=RUN, metavar="RUN")
@click.argument("row", type=Number(0), metavar="[ROW]", required=False)
@store_option
@json_option
def show(run: int | None, row: int | None, store: str | None, as_json: bool) -> None:
    """Show RUN, by its number or last: its figures and rows; or all of its one ROW."""
    from redraft.errors import ConfigurationError
    from redraft.report import rows
    from redraft.report.escaped import json_text

    with opened(store) as kept:
        number = kept.last() if run is None else run
        info = kept.run(number)
        if row is None:
            told = rows.run_json(kept, number) if as_json else rows.run_page(kept, number)
        elif (found := kept.row(number, row)) is None:
            raise ConfigurationError(f"run {number} has no row {row}; it has 0 to {info.rows - 1}")
        else:
            told = rows.row_json(kept, found) if as_json else rows.row_page(kept, found)
    say(told if isinstance(told, str) else json_text(told))
