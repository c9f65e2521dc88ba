"""`redraft advise`: is the loop worth its tokens?"""

import click

from .options import Number
from .stored import RUN, json_option, opened, store_option
from .streams import say

__all__ = ["advise"]


@click.command()
@click.argument("run", type=RUN, metavar="RUN")
@click.argument("others", type=RUN, metavar="[OTHER]...", nargs=-1)
@click.option("--metric", metavar="NAME", default="checklist", help="What scores each text.")
@click.option(
    "--price", metavar="N", type=Number(1.0), help="Tokens that a point of quality is worth."
)
@store_option
@json_option
def advise(
    run: int | None,
    others: tuple[int | None, ...],
    metric: str,
    price: float | None,
    store: str | None,
    as_json: bool,
) -> None:
    """Say whether the rounds of RUN were worth their tokens, and how many are.

    Runs are given by their numbers, or last; OTHER runs, such as one_shot's, are what could
    be used instead. No call is made: each round's text is scored as it is stored.
    """
    from redraft.evaluation.advise import advise as weigh
    from redraft.evaluation.measured import measured
    from redraft.report.advice import advice_lines
    from redraft.report.advice_data import as_data
    from redraft.report.escaped import json_text

    with opened(store) as kept:
        numbers = [kept.last() if one is None else one for one in (run, *others)]
        sides = [measured(kept, one, metric, boxes=one == numbers[0]) for one in numbers]
    advice = weigh(sides[0], metric, price=price, others=sides[1:])
    if as_json:
        say(json_text(as_data(advice)))
    else:
        say("\n".join(advice_lines(advice)))
