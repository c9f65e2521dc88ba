"""`redraft diff`: two programs' prompts beside each other."""

import difflib

import click

from .streams import say, tell

__all__ = ["diff"]


@click.command()
@click.argument("before")
@click.argument("after")
@click.option("--unified", "-u", is_flag=True, help="One below the other, as diff -u shows it.")
@click.pass_context
def diff(ctx: click.Context, before: str, after: str, unified: bool) -> None:
    """Show how the prompts of two programs differ, step by step.

    Each is a name or the folder of a compiled program. Exit code 1: they differ.
    """
    from redraft.artefact import wording
    from redraft.terminal import clean

    from .compiled import opened

    one, other = (wording(opened(name)[0]) for name in (before, after))
    differing = [name for name in {**one, **other} if one.get(name) != other.get(name)]
    if not differing:
        tell("the prompts are the same")
        return
    for name in differing:
        old = clean(one.get(name, "")).splitlines()
        new = clean(other.get(name, "")).splitlines()
        say(click.style(f"=== {name}", bold=True))
        lines = _unified(old, new, before, after) if unified else _beside(old, new)
        say("\n".join(lines) + "\n")
    ctx.exit(1)


def _unified(old: list[str], new: list[str], before: str, after: str) -> list[str]:
    colours = {"+": "green", "-": "red", "@": "cyan"}
    found = difflib.unified_diff(old, new, before, after, lineterm="")
    return [click.style(line, fg=colours.get(line[:1])) for line in found]


def _beside(old: list[str], new: list[str]) -> list[str]:
    """Two columns as wide as the terminal bears, changed lines marked as diff -y marks them."""
    import shutil

    half = max(20, (shutil.get_terminal_size((120, 24)).columns - 3) // 2)
    lines = []
    for what, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        mark, colour = {
            "equal": (" ", None),
            "replace": ("|", "yellow"),
            "delete": ("<", "red"),
            "insert": (">", "green"),
        }[what]
        left = [part for line in old[a:b] for part in _cut(line, half)]
        right = [part for line in new[c:d] for part in _cut(line, half)]
        if what == "equal" and len(left) > 6:  # what is the same is no news
            left = right = [*left[:2], "...", *left[-2:]]
        for row in range(max(len(left), len(right))):
            one = left[row] if row < len(left) else ""
            two = right[row] if row < len(right) else ""
            lines.append(click.style(f"{one:<{half}} {mark} {two}".rstrip(), fg=colour))
    return lines


def _cut(line: str, width: int) -> list[str]:
    """The line in parts of the column's width, cut between words."""
    import textwrap

    return textwrap.wrap(line, width, replace_whitespace=False, drop_whitespace=False) or [""]
