"""`redraft calibrate`: how far a model's critic and verifier can be trusted."""

from typing import TYPE_CHECKING, Any

import click

from redraft.errors import ConfigurationError, RedraftError
from redraft.paths import path_of

from .options import MOST_WEAKNESSES, Amount, Number
from .sourced import data_options, read, split_of
from .stored import opened, store_option
from .streams import say, tell
from .usage import MODEL_NEEDED, writable

if TYPE_CHECKING:
    from redraft.calibration.calibrate import Calibration
    from redraft.calibration.card import Card, Rounds
    from redraft.calibration.order import Order

__all__ = ["calibrate"]

SETTINGS = "program model api_base critic_model temperature seed"
"""Options that are settings of the program and its model."""
AGAIN = "what was answered is kept; the same command goes on from here"


def _levels(
    context: click.Context, option: click.Parameter, given: str | None
) -> tuple[int, ...] | None:
    """Numbers from 0 to 6, comma between."""
    if given is None:
        return None
    try:
        found = tuple(dict.fromkeys(int(one) for one in given.split(",") if one.strip()))
    except ValueError:
        found = (-1,)
    if not all(0 <= one <= MOST_WEAKNESSES for one in found):
        raise click.BadParameter(
            f"{given!r}; accepted are numbers from 0 to {MOST_WEAKNESSES}, as in 0,3,5",
            context,
            option,
        )
    return found


WEIGHED = "checklist"
"""The metric that rounds are weighed by."""


@click.command()
@click.option("--program", metavar="NAME", default="refine", help="Whose steps; refine.")
@click.option("--model", metavar="NAME", help="local, local/NAME, or as in openai/gpt-4.1-mini.")
@click.option("--api-base", metavar="URL", help="Ask the OpenAI-compatible server there.")
@click.option("--critic-model", metavar="NAME", help="Another model to criticize and verify.")
@data_options("redraft")
@click.option("--limit", metavar="N", type=Number(1), help="Only N, spread; shortest if quick.")
@click.option(
    "--repeats", metavar="N", type=Number(1, 100), help="Of a question; 2, or 1 if quick."
)
@click.option(
    "--min-weaknesses",
    "levels",
    metavar="N,...",
    callback=_levels,
    help="Numbers to ask the critic for, compared; 0,3,5, or none if quick.",
)
@click.option("--probe", "probes", metavar="NAME", multiple=True, help="Only this; repeatable.")
@click.option("--attack", is_flag=True, help="Try attacks too: texts that order how to judge them.")
@click.option("--quick", is_flag=True, help="Few and short questions, for a slow model.")
@click.option(
    "--run", "run", type=Number(1), metavar="RUN", help="A stored run, to say how many rounds."
)
@click.option("--out", metavar="FILE", required=True, help="Where the card goes, as JSON.")
@click.option("--markdown", metavar="FILE", help="Write it there too, as a page.")
@click.option("--log", metavar="FILE", help="Where answers are kept; beside OUT.")
@click.option("--temperature", metavar="X", type=Number(0.0, 2.0), help="From 0 to 2.")
@click.option("--seed", metavar="N", type=Number(0, 2**31 - 1), help="Of all chance.")
@click.option("--max-tokens", metavar="N", type=Amount(), help="Tokens in all, as in 2M.")
@click.option("--max-calls", metavar="N", type=Amount(), help="Calls in all.")
@click.option("--concurrency", metavar="N", type=Number(1, 1024), help="Examples at once.")
@click.option("--timeout", metavar="S", type=Number(0.001), help="Seconds to wait for a reply.")
@store_option
@click.option("--json", "as_json", is_flag=True, help="Print the card as JSON.")
@click.option("--quiet", "-q", is_flag=True, help="No progress on stderr.")
@click.pass_context
def calibrate(ctx: click.Context, /, **options: Any) -> None:
    """Ask a model about labelled examples, and write down how often it is right.

    Verifier: sensitivity, specificity, agreement, and what sways it. Critic: what it finds
    of planted weaknesses, and invents of clean texts. Every figure has its interval and
    its sample. redraft evaluate and compare --card correct judged rates by the card.

    Exit code 0: done; 3: the model failed; 4: a cap was reached, and the card is of what
    there is. In both cases the same command goes on.
    """
    from redraft.report.calibration import card_lines
    from redraft.report.escaped import escaped

    card = _calibrated(_order(options), options)
    _written(card, options)
    as_json = options["as_json"]
    say(escaped(card.model_dump_json(indent=2)) if as_json else "\n".join(card_lines(card)))
    if card.stopped:
        tell(f"stopped: {card.stopped}; {AGAIN} with higher caps")
        ctx.exit(4)


def _order(options: dict[str, Any]) -> "Order":
    from redraft.artefact.place import in_full
    from redraft.calibration.order import Order
    from redraft.settings import Settings

    if options["api_base"] and not options["model"]:
        raise click.UsageError(MODEL_NEEDED)
    for name in ("out", "markdown"):
        if options[name] is not None:
            writable(options[name], name)
    out = path_of(options["out"])
    log = path_of(options["log"]) if options["log"] else None
    split = split_of(options)
    chosen = {name: options[name] for name in SETTINGS.split()}
    chosen["program"] = in_full(options["program"])
    taken = "source limit repeats levels probes attack quick max_tokens max_calls"
    return Order(
        settings=Settings().but(**chosen),
        rows=read(options["source"], split, options["columns"]),
        split=split,
        log=log or out.with_name(f"{out.stem}.answers.jsonl"),
        concurrency=options["concurrency"],
        timeout=options["timeout"],
        **{name: options[name] for name in taken.split()},
    )


def _calibrated(order: "Order", options: dict[str, Any]) -> "Card":
    import contextlib
    import sys

    from redraft.calibration.calibrate import Calibration
    from redraft.report.calibrating import Telling

    from .worker import in_thread

    display = Telling(quiet=options["quiet"])
    try:
        # Libraries that print would spoil the answer on stdout.
        with contextlib.redirect_stdout(sys.stderr):
            calibration = in_thread(lambda: Calibration(order))
            rounds = _rounds(calibration, options)
            return in_thread(lambda: calibration.work(display, rounds))
    except ConfigurationError:
        raise
    except (KeyboardInterrupt, RedraftError):
        tell(AGAIN)
        raise


def _rounds(calibration: "Calibration", options: dict[str, Any]) -> "Rounds | None":
    """What the stored run says of rounds, weighed by the boxes that it truly ticks."""
    if options["run"] is None:
        return None
    from redraft.calibration.rounds import own, rounds_of
    from redraft.evaluation.advise import advise
    from redraft.evaluation.measured import measured
    from redraft.report.advice import answer

    names = {"main": calibration.lms["main"].model, **calibration.models}
    with opened(options["store"]) as store:
        own(store.run(options["run"]), calibration.order.settings.program, names)
        advice = advise(measured(store, options["run"], WEIGHED, boxes=True), WEIGHED)
    return rounds_of(advice, answer(advice))


def _written(card: "Card", options: dict[str, Any]) -> None:
    from redraft.calibration.shelf import put
    from redraft.report.calibration import as_markdown
    from redraft.written import write_out

    pages = {"out": card.model_dump_json(indent=1) + "\n"}
    if options["markdown"]:
        pages["markdown"] = as_markdown(card)
    for name, text in pages.items():
        path = path_of(options[name])
        try:
            write_out(path, text)
        except OSError as error:
            why = error.strerror or error
            raise ConfigurationError(f"--{name} {path} cannot be written: {why}") from None
    put(card)
