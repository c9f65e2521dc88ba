"""`redraft export`: a program's prompts, as they are sent, for use elsewhere."""

import sys
from pathlib import Path

import click

from redraft.errors import ConfigurationError
from redraft.paths import path_of
from redraft.terminal import clean
from redraft.written import litter

from .streams import put, tell

__all__ = ["export"]

FORMS = ("text", "chat", "openai", "promptfoo", "template")


@click.command()
@click.argument("program")
@click.option("--to", "form", type=click.Choice(FORMS), default="text", help="In which form; text.")
@click.option("--out", metavar="PATH", help="Write there; promptfoo needs a folder.")
def export(program: str, form: str, out: str | None) -> None:
    """Write the prompts of PROGRAM, a name or the folder of a compiled one.

    text is to read, chat and openai are JSON with slots for the inputs, filled by the rule
    that stands in it; promptfoo is a folder to run; template is one text to paste into a
    chat window.
    """
    from redraft.exporting import FORMATS, unsaid
    from redraft.written import write_out

    from .compiled import opened

    made, models = opened(program)
    if form == "promptfoo" and not out:
        raise click.UsageError("--to promptfoo needs --out FOLDER")
    files = FORMATS[form](made, models)
    if form == "template" and (names := unsaid(made)):
        tell(f"redraft: not in this text, though worded anew: {', '.join(names)}")
    if out is None:
        told = clean(files[""]) if sys.stdout.isatty() else files[""]
        put(told.encode("utf-8", "replace"))
        return
    path = path_of(out)
    try:
        for place, said in _places(path, files).items():
            write_out(place, said.encode("utf-8", "replace").decode())
    except OSError as error:
        raise ConfigurationError(
            f"--out {out} cannot be written: {error.strerror or error}"
        ) from None
    tell(f"written: {out}")


def _places(path: Path, files: dict[str, str]) -> dict[Path, str]:
    """Where each file goes: the path itself, or files in the folder that it names."""
    if list(files) == [""]:
        return {path: files[""]}
    path.mkdir(parents=True, exist_ok=True)
    half = tuple(litter(path / name) for name in files)  # what a kill left of an export
    there = {one.name for one in path.iterdir() if not one.name.startswith(half)}
    foreign = sorted(there - set(files) - {"__pycache__"})
    if foreign:
        raise ConfigurationError(f"--out {path} holds {foreign[0]}; name a new folder")
    return {path / name: said for name, said in files.items()}
