"""`redraft evaluate`: programs over examples, scored, kept and capped."""

from typing import TYPE_CHECKING, Any

import click

from .options import Number
from .sourced import data_options, read
from .stored import RUN, json_option, opened, store_option

if TYPE_CHECKING:
    from redraft.data import Row
    from redraft.evaluation.records import Caps, Match, Spec

__all__ = ["caps_options", "evaluate"]

SETTINGS = "model api_base critic_model max_rounds min_weaknesses temperature seed"
"""Options that are settings of every variant that does not set them for itself."""

NONE = -1
"""No run; nobody can type it, and None is the last one."""

caps_options = (
    click.option(
        "--max-tokens",
        metavar="N",
        type=Number(1),
        help="Tokens that all runs of the command may use together, prompts included.",
    ),
    click.option("--max-calls", metavar="N", type=Number(1), help="Calls they may make."),
    click.option("--max-cost", metavar="X", type=Number(0.0), help="Dollars they may cost."),
)


@click.command(short_help="Run programs over examples and score what they make.")
@click.argument("variants", metavar="PROGRAM...", nargs=-1, required=True)
@data_options("redraft")
@click.option("--limit", metavar="N", type=Number(1), help="Only the first N examples.")
@click.option("--fresh", is_flag=True, help="Leave out the data's drafts: let programs draft.")
@click.option("--metric", metavar="NAME", default="refinement", help="What scores each text.")
@click.option("--repeats", metavar="N", type=Number(1, 1000), default=1, help="Of each example.")
@click.option("--concurrency", metavar="N", type=Number(1, 1024), default=16, help="Rows at once.")
@click.option(
    "--match-tokens",
    "matched",
    metavar="RUN",
    type=RUN,
    default=NONE,
    help="best_of_n: spend on each example what that run spent on it.",
)
@click.option("--model", metavar="NAME", help="local, local/NAME, or as in openai/gpt-4.1-mini.")
@click.option("--api-base", metavar="URL", help="Ask the OpenAI-compatible server there.")
@click.option("--critic-model", metavar="NAME", help="Another model to criticize and verify.")
@click.option("--max-rounds", metavar="N", type=Number(0, 100), help="Rounds at most.")
@click.option("--min-weaknesses", metavar="N", type=Number(0, 20), help="To find in each round.")
@click.option("--temperature", metavar="X", type=Number(0.0, 2.0), help="From 0 to 2.")
@click.option("--seed", metavar="N", type=Number(0, 2**31 - 1), help="Each repeat adds one to it.")
@caps_options[0]
@caps_options[1]
@caps_options[2]
@click.option("--price", metavar="IN,OUT", help="Dollars for a million tokens of prompt and reply.")
@click.option("--tries", metavar="N", type=Number(1, 100), default=6, help="Of each call.")
@click.option("--timeout", metavar="S", type=Number(0.001), help="Seconds to wait for a reply.")
@click.option(
    "--max-errors", metavar="N", type=Number(0), help="Rows that may fail; 10 % by default."
)
@click.option("--cache", is_flag=True, help="Keep replies, and answer equal calls from them.")
@store_option
@json_option
@click.option("--quiet", "-q", is_flag=True, help="No progress on stderr.")
@click.pass_context
def evaluate(ctx: click.Context, /, variants: tuple[str, ...], **options: Any) -> None:
    """Run each PROGRAM over examples, score what it makes, and tell means with intervals.

    PROGRAM is a program's name or the folder of a compiled one, with settings of its own
    after commas: refine,max_rounds=1,model=local/smollm2-135m. Each is a run of its own.
    Rows are kept as they end; whatever stops the command, redraft resume goes on.

    Exit code 0: done; 3: too many rows failed; 4: a cap was reached.
    """
    from .working import go_on, prepared

    if options["api_base"] and not options["model"] and not all("model=" in v for v in variants):
        raise click.UsageError(
            "--api-base URL needs --model NAME; redraft doctor --api-base URL lists the names"
        )
    rows, match = _matched(_rows(options), options)
    made = [_spec(given, options, len(rows), match) for given in variants]
    specs = prepared(made, rows, options)
    with opened(options["store"], create=True) as store:
        runs = [store.run(run) for run in store.create(specs, rows)]
        ctx.exit(go_on(store, runs, options))


def _rows(options: dict[str, Any]) -> "list[Row]":
    rows = read(options["source"], options["split"], options["columns"])
    rows = rows[: options["limit"]]
    if not rows:
        raise click.UsageError(f"--data {options['source']} has no examples")
    return rows


def _matched(rows: "list[Row]", options: dict[str, Any]) -> "tuple[list[Row], Match | None]":
    """What the run to match spent, and the rows that it has done; others cannot be matched."""
    if options["matched"] == NONE:
        return rows, None
    from redraft.evaluation import match

    with opened(options["store"]) as store:
        run = store.last() if options["matched"] is None else options["matched"]
        found = match.of(store, run, rows)
    shared = [row for row in rows if row.id in found.tokens]
    if left := len(rows) - len(shared):
        told = f"{left} of {len(rows)} examples are left out: run {run} has not done them"
        click.echo(f"--match-tokens {run}: {told}", err=True)
    return shared, found


def _spec(given: str, options: dict[str, Any], examples: int, match: "Match | None") -> "Spec":
    from redraft.evaluation.records import Spec
    from redraft.evaluation.variant import parse
    from redraft.settings import Settings

    settings = Settings().but(**{name: options[name] for name in SETTINGS.split()})
    taken = "source split fresh metric repeats concurrency tries timeout cache"
    most = options["max_errors"]
    if most is None:
        most = max(2, examples * options["repeats"] // 10)
    return Spec(
        variant=parse(given, settings),
        max_errors=most,
        caps=caps(options),
        match=match,
        **{name: options[name] for name in taken.split()},
    )


def caps(options: dict[str, Any]) -> "Caps":
    """The caps that the options say."""
    from redraft.evaluation.records import Caps
    from redraft.prices import PER_DOLLAR

    cost = options["max_cost"]
    return Caps(
        calls=options["max_calls"],
        tokens=options["max_tokens"],
        cost=None if cost is None else int(cost * PER_DOLLAR),
    )
