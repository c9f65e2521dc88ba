"""`redraft run`: one task in, its best text out."""

import contextlib
import sys
from typing import TYPE_CHECKING, Any

import click

from redraft.errors import RedraftError
from redraft.paths import path_of

from .deliver import deliver, report
from .options import MOST_WEAKNESSES, Amount, Number
from .rounds import Rounds
from .streams import tell
from .usage import consistent, one, undisturbed
from .wanted import item_of, settings_of

if TYPE_CHECKING:
    from redraft.app import Outcome
    from redraft.journal import Journal

__all__ = ["run"]


@click.command()
@click.argument("words", metavar="[TASK]", nargs=-1)
@click.option("--checklist", metavar="FILE", help="Boxes to tick: a Markdown, YAML or JSON file.")
@click.option(
    "--require", "requirements", metavar="TEXT", multiple=True, help="A requirement; repeatable."
)
@click.option("--draft", metavar="FILE", help="Refine this text instead of writing a draft.")
@click.option(
    "--category",
    "categories",
    metavar="TEXT",
    multiple=True,
    help="Look for weaknesses of this kind; repeatable.",
)
@click.option(
    "--min-weaknesses",
    metavar="N",
    type=Number(0, MOST_WEAKNESSES),
    help="Weaknesses that each round's critique is to find.",
)
@click.option(
    "--max-rounds",
    metavar="N",
    type=Number(0, 100),
    help="Rounds at most; 0 only drafts and verifies.",
)
@click.option(
    "--rounds",
    metavar="N",
    type=Rounds(),
    help="Rounds at most; or auto: as many as a calibration card says are worth it.",
)
@click.option(
    "--card", metavar="FILE", help="The card of --rounds auto; by default the last one made."
)
@click.option(
    "--max-tokens",
    metavar="N",
    type=Amount(),
    help="Tokens that the whole run may use, prompts included; as in 20k.",
)
@click.option(
    "--temperature",
    metavar="X",
    type=Number(0.0, 2.0),
    help="From 0 to 2; of the embedded models 0.7 for lists, 0.3 for texts.",
)
@click.option("--seed", metavar="N", type=Number(0, 2**31 - 1), help="Seed of every call.")
@click.option("--model", metavar="NAME", help="local, local/NAME, or as in openai/gpt-4.1-mini.")
@click.option("--api-base", metavar="URL", help="Ask the OpenAI-compatible server there.")
@click.option("--critic-model", metavar="NAME", help="Another model to criticize and verify.")
@click.option("--program", metavar="NAME", help="How the text is made; refine by default.")
@click.option("--out", metavar="FILE", help="Write the text there instead of to stdout.")
@click.option("--json", "as_json", is_flag=True, help="Print the whole result as JSON.")
@click.option("--continue", "earlier", metavar="FILE", help="Go on with a saved run.")
@click.option(
    "--save",
    metavar="FILE",
    help="Save the run there as it goes; by default every run is saved, with its texts, "
    "in your folder for state.",
)
@click.option(
    "--no-save",
    is_flag=True,
    help="Save nothing; by default every run is saved, with its texts.",
)
@click.option("--quiet", "-q", is_flag=True, help="No progress and no report on stderr.")
@click.pass_context
def run(ctx: click.Context, /, words: tuple[str, ...], **options: Any) -> None:
    """Draft a text for TASK, then refine it until its checklist is ticked.

    TASK is the task in words, a file that holds it, or - for standard input. Its
    Markdown lines `- [ ] question` are its checklist; `{words <= 170}` after a
    question lets code answer it.

    The text goes to stdout, everything else to stderr. Exit code 0: every box is
    ticked; 1: not ready; 4: over budget, with the best text so far.
    """
    task = one(words)
    consistent(task, options)
    with contextlib.ExitStack() as held:
        outcome = _refine(task, options, held)
    deliver(outcome, options)
    if not options["quiet"]:
        report(outcome)
    ctx.exit({"ready": 0, "over_budget": 4}.get(outcome.status, 1))


def _refine(task: str | None, options: dict[str, Any], held: contextlib.ExitStack) -> "Outcome":
    """Make the item, settings and journal, and run; a failure tells how to go on.

    The saved run is `held` from before it is read until all is done.
    """
    from redraft.app import refine_text
    from redraft.journal import Journal, load, new_path
    from redraft.report.progress import progress

    from .worker import in_thread

    named = options["save"] or options["earlier"]
    if named and not options["no_save"]:
        held.enter_context(undisturbed(path_of(named)))
    earlier = load(path_of(options["earlier"])) if options["earlier"] else None
    item = earlier.item if earlier else item_of(task or "", options)
    settings, lms = settings_of(earlier, options)
    path = path_of(named) if named else new_path(item.task)
    if not (named or options["no_save"]):
        held.enter_context(undisturbed(path))  # not of the first run, which makes the folder
    journal = Journal(
        item,
        settings,
        path=None if options["no_save"] else path,
        earlier=earlier,
        warn=lambda text: tell(f"redraft: {text}"),
    )
    try:
        # Libraries that print would spoil the answer on stdout.
        with contextlib.redirect_stdout(sys.stderr), progress(quiet=options["quiet"]) as display:
            return in_thread(
                lambda: refine_text(item, settings, journal=journal, display=display, lms=lms)
            )
    except (KeyboardInterrupt, RedraftError):
        _how_to_go_on(journal)
        raise


def _how_to_go_on(journal: "Journal") -> None:
    if journal.path and journal.path.exists():
        import shlex

        steps = len(journal.saved.steps)
        answered = "1 step is" if steps == 1 else f"{steps or 'no'} steps are"
        kept = "saved up to where the disk took no more" if journal.trouble else "saved"
        command = f"redraft run --continue {shlex.quote(str(journal.path))}"
        tell(f"\n{answered} answered and {kept}; go on with: {command}")
