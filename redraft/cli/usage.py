"""What `redraft run` was given, held together before anything is read or asked."""

import shlex
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from redraft.alone import alone
from redraft.errors import ConfigurationError
from redraft.paths import path_of

from .rounds import AUTO

if TYPE_CHECKING:
    from redraft.settings import Settings

__all__ = ["MODEL_NEEDED", "asks_a_server", "consistent", "one", "undisturbed", "writable"]

MODEL_NEEDED = "--api-base URL needs --model NAME; redraft doctor --api-base URL lists the names"

FROM_TASK = {"checklist": "checklist", "require": "requirements", "draft": "draft"}
"""Options that belong to a new task, not to a run that is continued."""
NAMED = {"categories": "category", "requirements": "require", "earlier": "continue"}
"""Options whose name on the command line is another."""
PUT = {
    **dict.fromkeys(("require", "category"), "words"),
    **dict.fromkeys(("checklist", "draft", "out", "continue", "save", "card"), "a file"),
    "api-base": "an address",
}
"""What an option takes, said where it was given empty."""


def one(words: tuple[str, ...]) -> str | None:
    """The task, one argument; several are a task whose quotes were forgotten."""
    if len(words) > 1:
        quoted = shlex.quote(" ".join(words))
        raise click.UsageError(f"the task is one argument; put it in quotes: redraft run {quoted}")
    return words[0] if words else None


def consistent(task: str | None, options: dict[str, Any]) -> None:
    """Refuse options that are empty, contradict one another, or name no place for a file."""
    for name, said in _texts(options):
        if not said.strip():
            raise click.UsageError(f"--{name} is empty; put {PUT.get(name, 'a name')} after it")
    if options["earlier"] is not None:
        _nothing_beside(task, options)
    elif task is None:
        raise click.UsageError('give a task: redraft run "Write ...", a file, or - for stdin')
    if options["save"] and options["no_save"]:
        raise click.UsageError("--save FILE and --no-save contradict each other")
    _rounds(options)
    if task == "-" and options["draft"] == "-":
        raise click.UsageError("only one of TASK and --draft can be -, standard input")
    if options["api_base"] and not (options["model"] or options["earlier"]):
        raise click.UsageError(MODEL_NEEDED)
    for name in ("out", "save"):
        if options[name]:
            writable(options[name], name)
    _free(options["save"], options["earlier"])


def undisturbed(path: Path) -> AbstractContextManager[None]:
    """Keep a second start off the saved run: it would pay all again, and answers would be lost."""
    return alone(path, "run", "--save", must=False)


def asks_a_server(settings: "Settings") -> None:
    """Refuse a server's address where every model of the run is an embedded one."""
    models = filter(None, (settings.model, settings.critic_model))
    if all(model == "local" or model.startswith("local/") for model in models):
        raise click.UsageError(MODEL_NEEDED)


def _rounds(options: dict[str, Any]) -> None:
    if options["rounds"] is not None and options["max_rounds"] is not None:
        raise click.UsageError("--rounds and --max-rounds say the same; give one of them")
    if options["card"] and options["rounds"] != AUTO:
        raise click.UsageError("--card FILE is for --rounds auto")


def _texts(options: dict[str, Any]) -> list[tuple[str, str]]:
    """Each option that was given as text, by its name on the command line."""
    return [
        (NAMED.get(key, key.replace("_", "-")), text)
        for key, value in options.items()
        for text in (value if isinstance(value, tuple) else [value])
        if isinstance(text, str)
    ]


def _nothing_beside(task: str | None, options: dict[str, Any]) -> None:
    beside = ["TASK"] if task is not None else []
    beside += [f"--{name}" for name in FROM_TASK if options[FROM_TASK[name]]]
    if beside:
        raise click.UsageError(f"--continue FILE holds its task; leave out {beside[0]}")


def _free(given: str | None, earlier: str | None) -> None:
    """See that no text and no other run is lost to the one that is saved there."""
    if given is None:
        return
    path = path_of(given)
    goes_on = earlier is not None and path_of(earlier).resolve() == path.resolve()
    if not goes_on and path.is_file() and path.stat().st_size:
        raise ConfigurationError(
            f"--save {given} is there already; if it is a saved run, redraft run --continue "
            f"{shlex.quote(given)} goes on with it; else name another file"
        )


def writable(given: str, option: str) -> None:
    """See that a file can be put there; a folder, or one that is not there, is told of."""
    path = path_of(given)
    if path.is_dir():
        raise ConfigurationError(f"--{option} {given} is a folder; name a file in it")
    if option == "save" and path.exists() and not path.is_file():
        raise ConfigurationError(f"--save {given} is a device or pipe; name a file, or --no-save")
    if not path.parent.is_dir():
        raise ConfigurationError(
            f"--{option} {given}: there is no folder {path.parent}; mkdir -p {path.parent}"
        )
