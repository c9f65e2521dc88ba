"""The command line: `redraft COMMAND`, each command imported only when it runs.

Exit codes: 0 done, 1 not ready or a gate failed, 2 usage, 3 model or network,
4 over budget; 70 an error of redraft's own, 130 interrupted, 143 terminated. A command whose
stdout nobody reads any more ends with its own code.
"""

import errno
import importlib
import os
import signal
import sys
import warnings
from typing import Any, NoReturn

import click

from redraft import __version__
from redraft.errors import RedraftError
from redraft.silence import silence

from .streams import open_streams, tell

__all__ = ["cli", "main"]

COMMANDS = {
    "run": ("redraft.cli.run:run", "Draft a text, refine it until its checklist is ticked."),
    "evaluate": (
        "redraft.cli.evaluate:evaluate",
        "Run programs over examples and score what they make.",
    ),
    "sweep": (
        "redraft.cli.sweep:sweep",
        "Run a program at each point of a grid of settings, and compare.",
    ),
    "resume": ("redraft.cli.resume:resume", "Go on with runs that were stopped."),
    "rescore": ("redraft.cli.rescore:rescore", "Score a stored run by another metric."),
    "runs": ("redraft.cli.runs:runs", "List the runs that are kept."),
    "show": ("redraft.cli.show:show", "Show a run, or one row of it."),
    "compare": (
        "redraft.cli.compare:compare",
        "Compare runs row by row: better, worse, or can't tell.",
    ),
    "report": (
        "redraft.cli.report:report",
        "Write runs as one HTML page that needs nothing else.",
    ),
    "view": ("redraft.cli.view:view", "Show the runs in a browser, live while one is under way."),
    "advise": (
        "redraft.cli.advise:advise",
        "Say whether a loop is worth its tokens, from a stored run.",
    ),
    "calibrate": (
        "redraft.cli.calibrate:calibrate",
        "Measure how far a critic and a verifier can be trusted.",
    ),
    "rm": ("redraft.cli.rm:rm", "Forget a run and all its rows."),
    "doctor": ("redraft.cli.doctor:doctor", "Say what is here, and what would work."),
    "compile": ("redraft.cli.compile:compile_", "Optimize a program's prompts on examples."),
    "export": ("redraft.cli.export:export", "Write a program's prompts for use elsewhere."),
    "diff": ("redraft.cli.diff:diff", "Show how two programs' prompts differ."),
    "data": ("redraft.cli.data:data", "See and check the labelled examples."),
    "model": ("redraft.cli.model:model", "List, pull and remove the embedded models."),
}
"""Where each command is, and its line in the help; listing them imports none."""


class _Terminated(KeyboardInterrupt):
    """SIGTERM: as polite as Ctrl-C, so that what is done is kept and the way on is told."""


class _Lazy(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in COMMANDS:
            import difflib

            near = difflib.get_close_matches(args[0], COMMANDS, n=1)
            hint = f"; did you mean {near[0]}?" if near else "."
            ctx.fail(f"there is no command {args[0]!r}{hint} There are: {', '.join(COMMANDS)}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.command(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="redraft")
@click.option("--debug", is_flag=True, help="Show the traceback of an error, and all warnings.")
def cli(debug: bool) -> None:
    """Draft, critique, rewrite and verify a text until its checklist passes."""
    if not debug:
        warnings.simplefilter("ignore")


def main() -> NoReturn:
    """Run the command line and end the process with its exit code."""
    open_streams()
    silence()
    debug = "--debug" in sys.argv[1:2]
    signal.signal(signal.SIGTERM, _terminate)
    try:
        code = cli.main(prog_name="redraft", standalone_mode=False)
    except click.Abort as abort:
        _end_now(143 if isinstance(abort.__cause__, _Terminated) else 130)
    except click.ClickException as error:
        code = _usage(error)
    except RedraftError as error:
        code = _said(str(error), error.exit_code, debug=debug)
    except Exception as error:  # noqa: BLE001 - told in one line; --debug shows the rest
        code = _unforeseen(error, debug=debug)
    sys.exit(code if isinstance(code, int) else 0)


def _terminate(*_: Any) -> NoReturn:
    raise _Terminated


def _usage(error: click.ClickException) -> int:
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()
        return error.exit_code
    context = getattr(error, "ctx", None)
    hint = f" ({context.command_path} --help)" if context else ""
    return _said(error.format_message().rstrip() + hint, error.exit_code)


def _unforeseen(error: Exception, *, debug: bool) -> int:
    name = error.filename if isinstance(error, OSError) else None
    if isinstance(error, OSError) and isinstance(name, str | bytes):
        from redraft.terminal import shorten

        hint = "; a file is to be named here" if error.errno == errno.ENAMETOOLONG else ""
        shown = shorten(os.fsdecode(name), 80)
        return _said(f"{shown}: {error.strerror}{hint}", 2, debug=debug)
    told = f"{type(error).__name__}: {error}"
    more = "" if debug else " (redraft --debug ... shows more)"
    return _said(f"an error of redraft's own: {told}{more}", 70, debug=debug)


def _said(message: str, code: int, *, debug: bool = False) -> int:
    from redraft.terminal import clean, hidden

    if debug:
        import traceback

        tell(clean(hidden(traceback.format_exc())))
    tell(f"redraft: {clean(hidden(message))}")
    return code


def _end_now(code: int) -> NoReturn:
    """End without waiting for a model that is still computing in another thread."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
