"""`redraft evaluate`: programs over examples, scored, kept and capped."""

from typing import TYPE_CHECKING, Any

import click

from redraft.paths import path_of

from .batch import batch_options, examples, served, settings, specs
from .cards import card_option, cards_of
from .stored import RUN, opened
from .streams import say, tell

if TYPE_CHECKING:
    from redraft.data import Row
    from redraft.evaluation.records import Match
    from redraft.evaluation.variant import Variant

__all__ = ["evaluate"]

NONE = -1
"""No run; nobody can type it, and None is the last one."""


@click.command()
@click.argument("programs", metavar="PROGRAM...", nargs=-1)
@click.option(
    "--variant",
    "more",
    metavar="NAME=PROGRAM,...",
    multiple=True,
    help="A PROGRAM with a name, as in --variant short=refine,max_rounds=1; repeatable.",
)
@click.option(
    "--variants",
    "file",
    metavar="FILE",
    help="A TOML file with a table for each variant: program, its settings, compiled, model.",
)
@click.option(
    "--match-tokens",
    "matched",
    metavar="RUN",
    type=RUN,
    default=NONE,
    help="best_of_n: spend on each example what that run spent on it.",
)
@card_option
@batch_options
@click.pass_context
def evaluate(ctx: click.Context, /, programs: tuple[str, ...], **options: Any) -> None:
    """Run each PROGRAM over examples, score what it makes, and tell means with intervals.

    PROGRAM is a program's name or the folder of a compiled one, with settings of its own
    after commas: refine,max_rounds=1,model=local/smollm2-135m. Each is a run of its own.
    Rows are kept as they end; whatever stops the command, redraft resume goes on.

    Exit code 0: done; 3: too many rows failed; 4: a cap was reached.
    """
    from .working import code, made, prepared, shares, shown, work

    cards_of(options["cards"])  # one that cannot be read is told before anything is spent
    variants = _variants([*programs, *options["more"]], options)
    served(variants, options)
    rows, match = _matched(examples(options), options)
    ready = prepared(specs(variants, options, rows, match), rows, options)
    with opened(options["store"], create=True) as store:
        found = work(store, made(store, ready, rows, options), options)
        told = shown(found, options, shares(store, found, options))
    say(told)
    ctx.exit(code(found))


def _variants(given: list[str], options: dict[str, Any]) -> "list[Variant]":
    from redraft.evaluation.variant import parse
    from redraft.evaluation.variants import read

    chosen = settings(options)
    variants = [parse(one, chosen) for one in given]
    if options["file"]:
        variants += read(path_of(options["file"]), chosen)
    if not variants:
        raise click.UsageError(
            "Missing argument 'PROGRAM...', as in redraft evaluate refine, or --variants FILE"
        )
    return variants


def _matched(rows: "list[Row]", options: dict[str, Any]) -> "tuple[list[Row], Match | None]":
    """What the run to match spent, and the rows that it has done; others cannot be matched."""
    if options["matched"] == NONE:
        return rows, None
    from redraft.evaluation import match

    with opened(options["store"]) as store:
        run = store.last() if options["matched"] is None else options["matched"]
        found = match.of(store, run, rows)
        if (fresh := store.run(run).spec.fresh) != options["fresh"]:
            how = "without the drafts of the data; add" if fresh else "with a draft each; leave out"
            tell(f"--match-tokens {run}: not the same task: run {run} began {how} --fresh")
    shared = [row for row in rows if row.id in found.tokens]
    if left := len(rows) - len(shared):
        told = f"{left} of {len(rows)} examples are left out: run {run} has not done them"
        tell(f"--match-tokens {run}: {told}")
    return shared, found
