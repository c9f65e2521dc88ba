"""`redraft runs`: what is in the store."""

import click

from .stored import json_option, opened, store_option
from .streams import say

__all__ = ["runs"]


@click.command()
@store_option
@json_option
def runs(store: str | None, as_json: bool) -> None:
    """List the runs that are kept: what each is of, and how far it is."""
    from redraft.report.escaped import json_text
    from redraft.report.runs import info, run_table

    with opened(store) as kept:
        found = kept.runs()
    if as_json:
        told = {"format": 1, "runs": [info(run) for run in found]}
        say(json_text(told))
    else:
        say(run_table(found) if found else "no run is kept yet; redraft evaluate makes one")
