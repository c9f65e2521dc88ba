"""`redraft resume`: go on with a run that was stopped."""

from typing import TYPE_CHECKING, Any

import click

from .evaluate import caps, caps_options
from .options import Number
from .stored import RUN, json_option, opened, store_option

if TYPE_CHECKING:
    from redraft.evaluation.records import RunInfo

__all__ = ["resume"]


@click.command(short_help="Go on with a run that was stopped; nothing is paid for twice.")
@click.argument("run", type=RUN, metavar="RUN")
@caps_options[0]
@caps_options[1]
@caps_options[2]
@click.option("--concurrency", metavar="N", type=Number(1, 1024), help="Rows at once.")
@click.option("--api-base", metavar="URL", help="The server's address, if it has moved.")
@store_option
@json_option
@click.option("--quiet", "-q", is_flag=True, help="No progress on stderr.")
@click.pass_context
def resume(ctx: click.Context, /, run: int | None, **options: Any) -> None:
    """Go on with RUN, by its number or last: rows that are not done, or that failed.

    Rows that are done stay as they are, and steps that were answered are not asked again.
    Caps hold on, with all that was spent; give higher ones to go beyond them.
    """
    from .working import go_on

    with opened(options["store"]) as store:
        number = store.last() if run is None else run
        info = _changed(store.run(number), options)
        ctx.exit(go_on(store, [info], options))


def _changed(info: "RunInfo", options: dict[str, Any]) -> "RunInfo":
    """The run with what the options say otherwise."""
    spec, given = info.spec, caps(options)
    changed = {k: v for k, v in given.model_dump().items() if v is not None}
    update: dict[str, Any] = {"caps": spec.caps.model_copy(update=changed)}
    if options["concurrency"]:
        update["concurrency"] = options["concurrency"]
    if options["api_base"]:
        settings = spec.variant.settings.but(api_base=options["api_base"])
        update["variant"] = spec.variant.model_copy(update={"settings": settings})
    return info.model_copy(update={"spec": spec.model_copy(update=update)})
