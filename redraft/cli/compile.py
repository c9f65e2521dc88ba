"""`redraft compile`: a program in, a better one out, or the news that none was found."""

from typing import TYPE_CHECKING, Any

import click

from redraft.errors import BudgetError, ConfigurationError
from redraft.paths import path_of

from .options import MOST_WEAKNESSES, Amount, Number
from .parts import parts
from .sourced import mapped
from .streams import say, tell
from .usage import MODEL_NEEDED

if TYPE_CHECKING:
    from redraft.compiling import Order

__all__ = ["compile_"]

OF_RUN = "model api_base critic_model max_rounds min_weaknesses temperature seed max_tokens"
"""Options that are settings of the program and its model."""
KNOBS = "trials candidates demos minibatch"
AGAIN = "the same command goes on from here"


def _columns(context: click.Context, option: click.Parameter, given: Any) -> Any:
    return mapped(given)


@click.command("compile")
@click.argument("program")
@click.option(
    "--optimizer",
    metavar="NAME",
    required=True,
    help="bootstrap, random_search, mipro, simba, gepa or copro.",
)
@click.option("--out", metavar="FOLDER", required=True, help="Where the compiled program goes.")
@click.option("--data", "source", metavar="WHAT", default="redraft", help="As for redraft data.")
@click.option(
    "--map",
    "columns",
    metavar="FIELD=COLUMN",
    multiple=True,
    callback=_columns,
    help="Read a field of ours from a column of another name, as in task=prompt; repeatable.",
)
@click.option("--train", metavar="SPLIT", default="train", help="Rows to learn from; train.")
@click.option("--val", metavar="SPLIT", default="dev", help="Rows that candidates compete on; dev.")
@click.option(
    "--holdout",
    metavar="SPLIT",
    default="test",
    help="Rows to compare with the original on; test. As --val: half of those; none: no rows.",
)
@click.option("--limit", metavar="N", type=Number(1), help="Rows of each part at most, drawn.")
@click.option(
    "--holdout-limit", metavar="N", type=Number(1), help="Held-out rows at most; as --limit."
)
@click.option("--fresh", is_flag=True, help="Leave out the data's drafts: let the program draft.")
@click.option("--metric", metavar="NAME", default="refinement", help="What to raise; refinement.")
@click.option(
    "--threshold",
    metavar="X",
    type=Number(0.0, 1.0),
    default=0.8,
    help="Least score of a run that is worth a demonstration; 0.8.",
)
@click.option("--trials", metavar="N", type=Number(1), help="Trials, steps or proposals.")
@click.option("--candidates", metavar="N", type=Number(2), help="Candidates at a time.")
@click.option("--demos", metavar="N", type=Number(1), help="Demonstrations in a step's prompt.")
@click.option(
    "--minibatch", metavar="N", type=Number(1), help="Rows that one step of the search looks at."
)
@click.option("--model", metavar="NAME", help="local, local/NAME, or as in openai/gpt-4.1-mini.")
@click.option("--api-base", metavar="URL", help="Ask the OpenAI-compatible server there.")
@click.option("--critic-model", metavar="NAME", help="Another model to criticize and verify.")
@click.option(
    "--prompt-model", metavar="NAME", help="Another model to propose, reflect and demonstrate."
)
@click.option("--max-rounds", metavar="N", type=Number(0, 100), help="Of the program.")
@click.option(
    "--min-weaknesses", metavar="N", type=Number(0, MOST_WEAKNESSES), help="Of the program."
)
@click.option("--temperature", metavar="X", type=Number(0.0, 2.0), help="From 0 to 2.")
@click.option("--seed", metavar="N", type=Number(0, 2**31 - 1), default=0, help="Of all chance; 0.")
@click.option("--max-tokens", metavar="N", type=Amount(), help="Tokens in all, as in 2M.")
@click.option("--max-calls", metavar="N", type=Amount(), help="Calls in all.")
@click.option("--max-cost", metavar="X", type=Number(0.0), help="Dollars in all.")
@click.option("--price", metavar="IN,OUT", help="Dollars for a million tokens of prompt and reply.")
@click.option("--threads", metavar="N", type=Number(1, 256), help="Runs at once.")
@click.option("--log", metavar="FOLDER", help="Where answered calls are kept; OUT.log.")
@click.option(
    "--accept-if",
    type=click.Choice(["always", "better"]),
    default="always",
    help="better: keep the original program unless the compiled one's mean on the held-out rows "
    "is higher.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the card as JSON.")
@click.option("--quiet", "-q", is_flag=True, help="No progress on stderr.")
@click.pass_context
def compile_(ctx: click.Context, /, program: str, **options: Any) -> None:
    """Optimize the prompts of PROGRAM, a name or the folder of a compiled one.

    The same command goes on where it was if it is stopped: calls that were answered are
    not asked, or paid, again. Exit code 1: the mean on the held-out rows is no higher than the
    original's; 3 and 4: the model failed or a cap was reached, and the best so far is saved.
    """
    from redraft.compiling import compile_program
    from redraft.report.compiling import compiled_lines, telling
    from redraft.report.escaped import escaped

    from .worker import in_thread

    order = _order(program, options)
    try:
        with telling(quiet=options["quiet"]) as display:
            done = in_thread(lambda: compile_program(order, display=display))
    except KeyboardInterrupt:
        tell(f"\n{AGAIN}")
        raise
    if options["as_json"]:
        say(escaped(done.card.model_dump_json(indent=2)))
    else:
        say("\n".join(compiled_lines(done.card, order.out)))
    if done.stopped:
        capped = isinstance(done.stopped, BudgetError)
        tell(f"{AGAIN}, with higher caps" if capped else AGAIN)
    ctx.exit(done.exit_code)


def _order(program: str, options: dict[str, Any]) -> "Order":
    from redraft.compiling import Knobs, Order
    from redraft.compiling.optimizers import find
    from redraft.prices import PER_DOLLAR, parse
    from redraft.settings import Settings

    find(options["optimizer"])
    given = {name: options[name] for name in OF_RUN.split()}
    if given["api_base"] and not given["model"]:
        raise click.UsageError(MODEL_NEEDED)
    out = path_of(options["out"])
    if not out.name:
        raise click.UsageError(f"--out {options['out']!r}: name a folder of its own")
    if options["accept_if"] == "better" and options["holdout"] == "none":
        raise click.UsageError("--accept-if better needs held-out rows, and --holdout is none")
    log = path_of(options["log"]) if options["log"] else out.with_name(f"{out.name}.log")
    if log.resolve().is_relative_to(out.resolve()):
        raise ConfigurationError(
            f"--log {log}: --out {out} holds the compiled program alone; name a folder beside it"
        )
    train, val, held_out = parts(options)
    return Order(
        settings=Settings(program=program).but(**given),
        optimizer=options["optimizer"],
        knobs=Knobs(**{name: options[name] for name in KNOBS.split()}),
        metric=options["metric"],
        threshold=options["threshold"],
        prompt_model=options["prompt_model"],
        max_calls=options["max_calls"],
        max_cost=None if options["max_cost"] is None else int(options["max_cost"] * PER_DOLLAR),
        price=parse(options["price"]) if options["price"] else None,
        threads=options["threads"],
        accept_better=options["accept_if"] == "better",
        train=train,
        val=val,
        held_out=held_out,
        out=out,
        log=log,
    )
