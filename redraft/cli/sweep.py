"""`redraft sweep`: a program at each point of a grid of its settings, and how they compare."""

import json
from typing import TYPE_CHECKING, Any

import click

from redraft.errors import ConfigurationError

from .batch import batch_options, examples, served, settings, specs
from .cards import card_option, cards_of
from .stored import BY, opened
from .streams import say, tell

if TYPE_CHECKING:
    from redraft.evaluation.store import Store
    from redraft.evaluation.summary import Summary

__all__ = ["sweep"]


@click.command()
@click.argument("program", metavar="PROGRAM")
@click.option(
    "--set",
    "axes",
    metavar="SETTING=V,V...",
    multiple=True,
    required=True,
    help="A setting and the values that it takes, as in max_rounds=0,1,2; repeatable.",
)
@card_option
@batch_options
@click.pass_context
def sweep(ctx: click.Context, /, program: str, axes: tuple[str, ...], **options: Any) -> None:
    """Evaluate PROGRAM with every combination of the values given, then compare the runs.

    Each combination is a run as redraft evaluate makes it: rows take turns, caps are of
    all runs together, and redraft resume goes on. The first combination is the baseline
    of the comparison, whose p-values are Holm's over the whole grid.

    Exit code 0: done; 3: too many rows failed; 4: a cap was reached.
    """
    from redraft.evaluation.variants import grid

    from .working import code, made, prepared, work

    cards_of(options["cards"])  # one that cannot be read is told before anything is spent
    variants = grid(program, axes, settings(options))
    served(variants, options)
    rows = examples(options)
    ready = prepared(specs(variants, options, rows), rows, options)
    with opened(options["store"], create=True) as store:
        found = work(store, made(store, ready, rows, options), options)
        say(_told(store, found, options))
    ctx.exit(code(found))


def _told(store: "Store", found: "list[Summary]", options: dict[str, Any]) -> str:
    """The runs, and their comparison where they have rows in common."""
    from redraft.evaluation.compare import compare
    from redraft.evaluation.measured import measured
    from redraft.report import comparison, comparison_data
    from redraft.report.escaped import json_text

    from .working import shares, shown

    said = shown(found, options)
    done = [one.run for one in found if one.run.done]
    for run in [one.run for one in found if not one.run.done]:
        tell(f"not compared: run {run.id} {run.spec.variant.name} has no row done")
    try:
        compared = compare([measured(store, run.id, BY) for run in done])
    except ConfigurationError as error:
        tell(f"not compared: {error}")
        return shown(found, options, shares(store, found, options))
    corrected = shares(store, found, options, set(compared.paired.keys))
    if options["as_json"]:
        told = json.loads(comparison_data.as_json(compared, BY, shares=corrected))
        return json_text({**json.loads(said), "comparison": told})
    return "\n".join([said, "", *comparison.comparison_lines(compared, BY, shares=corrected)])
