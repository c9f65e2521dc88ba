"""`redraft report`: runs as one HTML page."""

import sys

import click

from redraft.paths import path_of

from .cards import card_option, cards_of
from .stored import RUN, by_option, opened, store_option
from .streams import put, tell

__all__ = ["report"]


@click.command()
@click.argument("runs", type=RUN, metavar="BASELINE [RUN]...", nargs=-1)
@click.option("-o", "--out", metavar="FILE", help="Write there; - is stdout.")
@by_option
@click.option("--no-prompts", is_flag=True, help="Leave out prompts and raw replies.")
@card_option
@store_option
def report(
    runs: tuple[int | None, ...],
    out: str | None,
    by: str,
    *,
    no_prompts: bool,
    cards: tuple[str, ...],
    store: str | None,
) -> None:
    """Write each RUN beside the BASELINE as one page of HTML: the answer in a sentence, the
    figures, plots, and every example with what was made of it, round by round, its prompts
    and raw replies folded away.

    Runs are given by their numbers, or last. The page is one file that makes no request; it
    can be read with scripts disabled, and printed. With --card it holds what is known of
    the verifier, and judged shares corrected by it. No call is made.
    """
    if not runs:
        raise click.UsageError("give a run or more: redraft report BASELINE RUN ... -o report.html")
    if out is None and sys.stdout.isatty():
        raise click.UsageError("say where the page goes: -o report.html")
    from redraft.report.page import gather, render

    known = cards_of(cards)
    with opened(store) as kept:
        numbers = [kept.last() if run is None else run for run in runs]
        told = gather(kept, numbers, by, prompts=not no_prompts, cards=known)
    page = render(told).encode("utf-8", "replace")
    if out is None or out == "-":
        put(page)
    else:
        _write(out, page)


def _write(out: str, page: bytes) -> None:
    from redraft.errors import ConfigurationError
    from redraft.written import write_out

    path = path_of(out)
    try:
        write_out(path, page.decode())
    except OSError as error:
        raise ConfigurationError(
            f"--out {out} cannot be written: {error.strerror or error}"
        ) from None
    tell(f"written: {out} ({len(page) / 1e6:,.1f} MB)")
