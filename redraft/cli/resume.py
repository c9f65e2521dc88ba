"""`redraft resume`: go on with runs that were stopped."""

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .batch import caps, caps_options
from .cards import card_option, cards_of
from .options import Number
from .stored import RUN, json_option, opened, store_option
from .streams import say

if TYPE_CHECKING:
    from redraft.evaluation.records import RunInfo
    from redraft.evaluation.store import Store

__all__ = ["resume"]


@click.command()
@click.argument("runs", type=RUN, metavar="RUN...", nargs=-1, required=True)
@caps_options
@click.option("--concurrency", metavar="N", type=Number(1, 1024), help="Rows at once.")
@click.option("--api-base", metavar="URL", help="The server's address, if it has moved.")
@card_option
@store_option
@json_option
@click.option("--quiet", "-q", is_flag=True, help="No progress on stderr.")
@click.pass_context
def resume(ctx: click.Context, /, runs: tuple[int | None, ...], **options: Any) -> None:
    """Go on with each RUN, by its number: rows that are not done, or that failed.

    Or with last: all runs of the last command that have such rows.
    Rows that are done stay as they are, and steps that were answered are not asked again.
    Caps hold on, with all that was spent; give higher ones to go beyond them. Runs that one
    command made go on together, others one after the other.
    """
    from redraft.evaluation.schema import default_path

    from .keys import may_have_the_key
    from .working import code, shares, shown, work

    cards_of(options["cards"])
    with opened(options["store"]) as store:
        chosen = [_last(store) if run is None else [run] for run in runs]
        numbers = dict.fromkeys(number for some in chosen for number in some)
        if options["store"] and not options["api_base"]:
            for number in numbers:
                at = store.run(number).spec.variant.settings.api_base
                may_have_the_key(at, Path(options["store"]), default_path())
        infos = sorted((store.run(number) for number in numbers), key=lambda info: info.batch)
        if options["api_base"]:
            _one_server(infos, options["api_base"])
        found = [
            one
            for _, batch in groupby(infos, key=lambda info: info.batch)
            for one in work(store, [_changed(info, options) for info in batch], options)
        ]
        told = shown(found, options, shares(store, found, options))
    say(told)
    ctx.exit(code(found))


def _last(store: "Store") -> list[int]:
    """The runs of the last command that are not done; where all are, the last one."""
    last = store.last()
    batch = store.run(last).batch
    left = [run.id for run in store.runs() if run.batch == batch and run.done < run.rows]
    return left or [last]


def _one_server(infos: "list[RunInfo]", to: str) -> None:
    """Refuse an address where none of the runs has one, or where it would stand for several."""
    from redraft.terminal import address

    known = (info.spec.variant.settings.api_base for info in infos)
    before = {at.rstrip("/") for at in known if at}
    if not before:
        raise click.UsageError(
            "--api-base is where a server has moved to, and none of these runs asks one by its "
            "address"
        )
    if len(others := sorted(before - {to.rstrip("/")})) > 1:
        several = " and ".join(map(address, others))
        raise click.UsageError(
            f"--api-base is the address of one server, and these runs have {several}; "
            "resume those of each by themselves"
        )


def _changed(info: "RunInfo", options: dict[str, Any]) -> "RunInfo":
    """The run with what the options say otherwise."""
    spec, given = info.spec, caps(options)
    changed = {k: v for k, v in given.model_dump().items() if v is not None}
    update: dict[str, Any] = {"caps": spec.caps.model_copy(update=changed)}
    if options["concurrency"]:
        update["concurrency"] = options["concurrency"]
    if options["api_base"] and spec.variant.settings.api_base:
        settings = spec.variant.settings.but(api_base=options["api_base"])
        update["variant"] = spec.variant.model_copy(update={"settings": settings})
    return info.model_copy(update={"spec": spec.model_copy(update=update)})
