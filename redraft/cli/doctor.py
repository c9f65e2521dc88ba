"""`redraft doctor`: what is here, and what would work."""

import dataclasses
import os
import shlex
from typing import TYPE_CHECKING

import click

from .streams import say

if TYPE_CHECKING:
    from redraft.doctor import Finding

__all__ = ["doctor"]

MARKS = {True: "ok", False: "no", None: "--"}
COLOURS = {True: "green", False: "red", None: None}
KEY = "export OPENAI_API_KEY=..."
"""What to type for a model that is asked elsewhere."""


@click.command()
@click.option("--api-base", metavar="URL", help="Also try the OpenAI-compatible server there.")
@click.option("--model", metavar="NAME", help="The server's model to try; its first by default.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of lines.")
@click.pass_context
def doctor(ctx: click.Context, /, api_base: str | None, model: str | None, as_json: bool) -> None:
    """Say what is here, and what would work: models, memory, keys by name, a server.

    With --api-base two short calls are made of the server there. Keys are never shown.
    Exit code 0 if something would work, 2 if nothing would.
    """
    if model and not api_base:
        raise click.UsageError("--model names a model of the server; give --api-base URL too")
    if api_base is not None and not api_base.strip():
        raise click.UsageError("--api-base is empty; put an address after it")
    from redraft.doctor import examine, works
    from redraft.probe import probe
    from redraft.report.escaped import json_text

    found = examine()
    served = probe(api_base, model) if api_base else []
    ready = works(served or found)
    if as_json:
        rows = [dataclasses.asdict(finding) for finding in (*found, *served)]
        say(json_text({"works": ready, "findings": rows}))
    else:
        _show([*found, *served])
        say(f"\n{_advice(served or found, api_base)}")
    ctx.exit(0 if ready else 2)


def _show(found: "list[Finding]") -> None:
    from redraft.report.lines import wrapped
    from redraft.terminal import one_line

    widest = max(len(finding.name) for finding in found)
    for finding in found:
        first = f"{MARKS[finding.good]}  {one_line(finding.name):<{widest}}  "
        for line in wrapped(finding.says, first=first, style=COLOURS[finding.good]):
            say(line)


def _advice(found: "list[Finding]", api_base: str | None) -> str:
    """What works, by what to type; or what to type so that something will."""
    from redraft.extras import install
    from redraft.terminal import one_line

    would = [finding.name for finding in found if finding.good and finding.answers]
    if not would and api_base:
        return "Nothing works yet: mend what is marked no, or name another --api-base or --model."
    if would:
        model = _provider() if would[0] == "keys" else would[0].removeprefix("model ")
        at = f" --api-base {shlex.quote(api_base)}" if api_base else ""
        return f'This works: redraft run "Write ..." --model {shlex.quote(one_line(model))}{at}'
    if not any(finding.name == "engine" and finding.good for finding in found):
        return f"Nothing works yet: {install('local')}, then redraft model pull; or {KEY}"
    return f"Nothing works yet: redraft model pull, or {KEY}"


def _provider() -> str:
    """A model's name as the first key that is set allows it, the model itself left open."""
    from redraft.doctor import KEYS

    key = next(name for name in KEYS if os.environ.get(name))
    return f"{key.removesuffix('_API_KEY').lower()}/MODEL"
