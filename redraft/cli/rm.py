"""`redraft rm`: forget a run."""

import json

import click

from redraft.terminal import one_line

from .stored import RUN, json_option, opened, store_option
from .streams import say, tell

__all__ = ["rm"]


@click.command()
@click.argument("run", type=RUN, metavar="RUN")
@click.option("--yes", is_flag=True, help="Do not ask.")
@store_option
@json_option
def rm(run: int | None, yes: bool, store: str | None, as_json: bool) -> None:
    """Forget RUN, by its number or last, with all its rows. They cannot be had back."""
    with opened(store) as kept:
        number = kept.last() if run is None else run
        info = kept.run(number)
        name = one_line(info.spec.variant.name)
        what = f"run {number}, {name}, {info.done} of {info.rows} rows done"
        if as_json and not yes:
            raise click.UsageError("--json asks nothing, so it needs --yes")
        if not yes and not click.confirm(f"forget {what}?", err=True):
            return
        with kept.working(info.batch):
            kept.remove(number)
    if as_json:
        say(json.dumps({"format": 1, "removed": number}))
    else:
        tell(f"forgot {what}")
