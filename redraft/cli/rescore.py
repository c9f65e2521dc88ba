"""`redraft rescore`: another metric over a stored run, without a call."""

import click

from .stored import RUN, json_option, opened, store_option
from .streams import say

__all__ = ["rescore"]


@click.command()
@click.argument("run", type=RUN, metavar="RUN")
@click.option("--metric", metavar="NAME", required=True, help="What scores each text.")
@store_option
@json_option
def rescore(run: int | None, metric: str, store: str | None, as_json: bool) -> None:
    """Score every row that is done of RUN, by its number or last, without a call.

    The scores stand beside those that the run has, in the place of older ones of the same
    metric.
    """
    from redraft.evaluation.rescore import rescore as score
    from redraft.evaluation.session import metric_of
    from redraft.evaluation.summary import summarise
    from redraft.report import runs

    with opened(store) as kept:
        number = kept.last() if run is None else run
        kept.run(number)
        score(kept, number, metric_of(metric))
        found = [summarise(kept, number)]
    say(runs.as_json(found) if as_json else runs.summary_table(found))
