"""`redraft run`: one task in, its best text out."""

import contextlib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from redraft.errors import ConfigurationError, RedraftError

from .options import Number

if TYPE_CHECKING:
    from redraft.app import Outcome
    from redraft.journal import Journal
    from redraft.programs.program import Item

__all__ = ["run"]

FROM_TASK = {"checklist": "checklist", "require": "requirements", "draft": "draft"}
"""Options that belong to a new task, not to a run that is continued."""
MANY = {"require": "requirements", "category": "categories"}
OF_RUN = "model api_base critic_model program max_rounds min_weaknesses temperature seed max_tokens"
"""Options that are settings of a run."""


@click.command(short_help="Draft a text, refine it until its checklist is ticked.")
@click.argument("task", required=False)
@click.option("--checklist", metavar="FILE", help="Boxes to tick: a Markdown or YAML file.")
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
    type=Number(0, 20),
    help="Weaknesses that each round's critique is to find.",
)
@click.option(
    "--max-rounds",
    metavar="N",
    type=Number(0, 100),
    help="Rounds at most; 0 only drafts and verifies.",
)
@click.option(
    "--max-tokens",
    metavar="N",
    type=Number(1),
    help="Tokens that the whole run may use, prompts included.",
)
@click.option("--temperature", metavar="X", type=Number(0.0, 2.0), help="From 0 to 2.")
@click.option("--seed", metavar="N", type=Number(0, 2**31 - 1), help="Seed of every call.")
@click.option("--model", metavar="NAME", help="local, local/NAME, or as in openai/gpt-4.1-mini.")
@click.option("--api-base", metavar="URL", help="Ask the OpenAI-compatible server there.")
@click.option("--critic-model", metavar="NAME", help="Another model to criticize and verify.")
@click.option("--program", metavar="NAME", help="How the text is made; refine by default.")
@click.option("--out", metavar="FILE", help="Write the text there instead of to stdout.")
@click.option("--json", "as_json", is_flag=True, help="Print the whole result as JSON.")
@click.option("--continue", "earlier", metavar="FILE", help="Go on with a saved run.")
@click.option("--save", metavar="FILE", help="Save the run there as it goes.")
@click.option("--no-save", is_flag=True, help="Save nothing.")
@click.option("--quiet", "-q", is_flag=True, help="No progress and no report on stderr.")
@click.pass_context
def run(ctx: click.Context, /, task: str | None, **options: Any) -> None:
    """Draft a text for TASK, then refine it until its checklist is ticked.

    TASK is the task in words, a file that holds it, or - for standard input. Its
    Markdown lines `- [ ] question` are its checklist; `{words <= 170}` after a
    question lets code answer it.

    The text goes to stdout, everything else to stderr. Exit code 0: every box is
    ticked; 1: not ready; 4: over budget, with the best text so far.
    """
    _consistent(task, options)
    outcome = _refine(task, options)
    _deliver(outcome, options)
    if not options["quiet"]:
        _report(outcome)
    ctx.exit({"ready": 0, "over_budget": 4}.get(outcome.status, 1))


def _consistent(task: str | None, options: dict[str, Any]) -> None:
    """Refuse options that contradict one another, before anything is read or asked."""
    if options["earlier"] is not None:
        _nothing_beside(task, options)
    elif task is None:
        raise click.UsageError('give a task: redraft run "Write ...", a file, or - for stdin')
    if options["save"] and options["no_save"]:
        raise click.UsageError("--save FILE and --no-save contradict each other")
    if task == "-" and options["draft"] == "-":
        raise click.UsageError("only one of TASK and --draft can be -, standard input")
    if options["api_base"] and not (options["model"] or options["earlier"]):
        raise click.UsageError(
            "--api-base URL needs --model NAME; redraft doctor --api-base URL lists the names"
        )
    for name in ("require", "category"):
        if not all(said.strip() for said in options[MANY[name]]):
            raise click.UsageError(f"--{name} is empty; put words after it")
    for name in ("out", "save"):
        if options[name]:
            _writable(options[name], name)


def _nothing_beside(task: str | None, options: dict[str, Any]) -> None:
    beside = ["TASK"] if task is not None else []
    beside += [f"--{name}" for name in FROM_TASK if options[FROM_TASK[name]]]
    if beside:
        raise click.UsageError(f"--continue FILE holds its task; leave out {beside[0]}")


def _writable(given: str, option: str) -> None:
    path = Path(given).expanduser()
    if path.is_dir():
        raise ConfigurationError(f"--{option} {given} is a folder; name a file in it")
    if not path.parent.is_dir():
        raise ConfigurationError(
            f"--{option} {given}: there is no folder {path.parent}; mkdir -p {path.parent}"
        )


def _refine(task: str | None, options: dict[str, Any]) -> "Outcome":
    """Make the item, settings and journal, and run; a failure tells how to go on."""
    from redraft.app import refine_text
    from redraft.journal import Journal, load, new_path
    from redraft.report.progress import progress
    from redraft.settings import Settings

    from .worker import in_thread

    given = {name: options[name] for name in OF_RUN.split()}
    given["categories"] = options["categories"] or None
    earlier = load(Path(options["earlier"]).expanduser()) if options["earlier"] else None
    item = earlier.item if earlier else _item(task or "", options)
    settings = (earlier.settings if earlier else Settings()).but(**given)
    named = options["save"] or options["earlier"]
    path = Path(named).expanduser() if named else new_path(item.task)
    journal = Journal(
        item,
        settings,
        path=None if options["no_save"] else path,
        earlier=earlier,
        warn=lambda text: click.echo(f"redraft: {text}", err=True),
    )
    try:
        # Libraries that print would spoil the answer on stdout.
        with contextlib.redirect_stdout(sys.stderr), progress(quiet=options["quiet"]) as display:
            return in_thread(lambda: refine_text(item, settings, journal=journal, display=display))
    except (KeyboardInterrupt, RedraftError):
        _how_to_go_on(journal)
        raise


def _item(task: str, options: dict[str, Any]) -> "Item":
    """The task without its boxes, and everything that was given beside it."""
    from redraft.checklist import boxes_from, load_checklist, parse_markdown
    from redraft.programs.program import Item

    from .inputs import read_file, read_task

    text, source = read_task(task)
    words, boxes = parse_markdown(text, source)
    if not words.strip():
        raise ConfigurationError(f"{source} has boxes but no task; write above them what to write")
    if options["checklist"]:
        more = load_checklist(Path(options["checklist"]).expanduser())
        free = [box.model_copy(update={"id": ""}) for box in more]
        boxes = boxes_from([*boxes, *free], options["checklist"]) if boxes else more
    draft = read_file(options["draft"], "--draft") if options["draft"] else None
    return Item.of(words.strip(), options["requirements"], boxes, draft)


def _deliver(outcome: "Outcome", options: dict[str, Any]) -> None:
    """The text to its file or to stdout; stdout too if the file cannot be written."""
    text = outcome.text + ("" if outcome.text.endswith("\n") or not outcome.text else "\n")
    printed = not options["as_json"]
    if options["out"] and outcome.text:
        printed = printed and not _written(Path(options["out"]).expanduser(), text)
    if options["as_json"]:
        from redraft.report.result import as_json

        text = json.dumps(as_json(outcome), indent=2, ensure_ascii=False) + "\n"
        printed = True
    if printed:
        _print(text)


def _print(text: str) -> None:
    """Exactly the text where stdout is a file or pipe; nothing that commands a terminal."""
    from redraft.terminal import clean

    if sys.stdout.isatty():
        text = clean(text)
    click.echo(text.encode("utf-8", "replace"), nl=False)


def _written(path: Path, text: str) -> bool:
    from redraft.journal import write_whole

    try:
        if path.exists() and not path.is_file():  # a pipe or device
            path.write_text(text, encoding="utf-8")
        else:
            mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
            write_whole(path.resolve(), text, mode=mode)
    except OSError as error:
        why = error.strerror or error
        said = f"--out {path} cannot be written: {why}; the text is on stdout"
        click.echo(f"redraft: {said}", err=True)
        return False
    return True


def _report(outcome: "Outcome") -> None:
    from redraft.report.checklist import checklist_lines
    from redraft.report.ledger import ledger_lines
    from redraft.report.summary import summary_lines

    lines = ledger_lines(outcome.rounds)
    if outcome.text:
        lines += checklist_lines(outcome.item.checklist, outcome.verdicts)
    lines += summary_lines(outcome)
    if outcome.path:
        lines.append(f"saved: {outcome.path}")
    click.echo("\n".join(lines), err=True)


def _how_to_go_on(journal: "Journal") -> None:
    if journal.path and not journal.trouble and journal.path.exists():
        import shlex

        steps = len(journal.saved.steps)
        answered = "1 step is" if steps == 1 else f"{steps} steps are"
        command = f"redraft run --continue {shlex.quote(str(journal.path))}"
        click.echo(f"\n{answered} saved; go on with: {command}", err=True)
