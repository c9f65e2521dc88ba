"""`redraft compare`: runs against one another, row by row."""

from typing import TYPE_CHECKING

import click

from .cards import card_option, cards_of
from .stored import RUN, by_option, opened, store_option
from .streams import say, tell

if TYPE_CHECKING:
    from redraft.calibration.correction import Judged
    from redraft.evaluation.compare import Comparison
    from redraft.evaluation.gate import Held

__all__ = ["compare"]


@click.command()
@click.argument("runs", type=RUN, metavar="BASELINE RUN...", nargs=-1)
@click.option(
    "--gate",
    "gates",
    metavar="RULE",
    multiple=True,
    help='End with 1 unless it holds: "refinement >= baseline - 0.02"; repeatable.',
)
@click.option(
    "--metric",
    "metrics",
    metavar="NAME",
    multiple=True,
    help="Test this and ready, and nothing else; repeatable. All that rows are scored by.",
)
@by_option
@click.option("--json", "shape", flag_value="json", help="Print JSON.")
@click.option("--csv", "shape", flag_value="csv", help="Print CSV, a line a metric and run.")
@click.option("--markdown", "shape", flag_value="markdown", help="Print it for a pull request.")
@card_option
@store_option
@click.pass_context
def compare(
    ctx: click.Context,
    runs: tuple[int | None, ...],
    gates: tuple[str, ...],
    metrics: tuple[str, ...],
    by: str,
    shape: str | None,
    cards: tuple[str, ...],
    store: str | None,
) -> None:
    """Compare each RUN with the BASELINE, over the rows that all of them have.

    Runs are given by their numbers, or last. Rows are paired by example and repeat; an
    example counts once however many repeats it has. No call is made.

    Exit code 0: done; 1: a gate is broken.
    """
    from redraft.calibration.correction import judged
    from redraft.evaluation import compare as comparing
    from redraft.evaluation import gate
    from redraft.evaluation.rounds_judged import by_rounds
    from redraft.evaluation.session import metric_of

    rules = [gate.parse(told) for told in gates]
    for name in metrics:
        if name != comparing.READY:
            metric_of(name)
    if len(runs) < 2:
        raise click.UsageError("give two runs or more: redraft compare BASELINE RUN ...")
    with opened(store) as kept:
        numbers = [kept.last() if run is None else run for run in runs]
        known = cards_of(cards)
        found = comparing.compare([by_rounds(kept, run, by) for run in numbers], metrics=metrics)
        shares = [
            one
            for run in dict.fromkeys(numbers)
            for one in judged(kept, run, known, keys=set(found.paired.keys))
        ]
    held = [one for rule in rules for one in gate.check(rule, found)]
    say(_told(found, by, held, shares, shape))
    if held and (found.paired.changed or any(found.paired.missing)):
        from redraft.report.left_out import left_out

        note = 'a gate is judged on the rows that all runs have; --gate "rows >= N" asks for N'
        tell("\n".join((*left_out(found), note)))
    if broken := [one for one in held if not one.holds]:
        from redraft.report.comparison import gate_line

        tell("\n".join(map(gate_line, broken)))
        ctx.exit(1)


def _told(
    found: "Comparison", by: str, held: "list[Held]", shares: "list[Judged]", shape: str | None
) -> str:
    from redraft.report import comparison, comparison_data

    if shape == "json":
        return comparison_data.as_json(found, by, held, shares)
    if shape == "csv":
        return comparison_data.as_csv(found)
    if shape == "markdown":
        return comparison_data.as_markdown(found, held, shares)
    return "\n".join(comparison.comparison_lines(found, by, held, shares))
