"""`redraft data`: check, show, list and count the labelled examples."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from redraft.report.escaped import json_text

from .sourced import data_options, read
from .streams import say, tell

if TYPE_CHECKING:
    from redraft.data import Labelled, Row

__all__ = ["data"]

SPLITS = click.Choice(["train", "dev", "test"])
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.group()
def data() -> None:
    """Check, show, list and count the labelled examples."""


@data.command("check")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@data_options()
@as_json
@click.pass_context
def check_(
    context: click.Context,
    files: tuple[Path, ...],
    source: str | None,
    split: str | None,
    columns: dict[str, str],
    as_json: bool,
) -> None:
    """Say what is wrong with labelled FILES (JSONL), by default the examples that come with us.

    Prints each fault as file:line: id: problem, and ends with 1 if there is one. --split
    is one part of them. With --data it says what a run would read of your own examples,
    or why it cannot.
    """
    if source is None:
        if columns:
            given = ", ".join(f"{field}={column}" for field, column in columns.items())
            raise click.UsageError(f"--map {given} goes with --data")
        if files and split:
            raise click.UsageError(f"--split {split!r}: FILES are checked whole")
        _check(context, files or _ours(split), as_json)
    elif files:
        raise click.UsageError("give FILES with every label, or --data, not both")
    else:
        _tell(read(source, split, columns), as_json)


def _ours(split: str | None) -> tuple[Path, ...]:
    """The files of our own examples, or of one split."""
    from redraft.data import SPLITS, path_of
    from redraft.texts.nearest import accepted

    if split is not None and split not in SPLITS:
        raise click.UsageError(f"--split {split!r}: {accepted(split, SPLITS)}")
    return tuple(path_of(name) for name in SPLITS if split in (None, name))


def _check(context: click.Context, files: tuple[Path, ...], as_json: bool) -> None:
    """Every rule for labelled rows."""
    from dataclasses import asdict

    from redraft.data import check
    from redraft.errors import ConfigurationError

    try:
        count, faults = check(files)
    except OSError as error:
        raise ConfigurationError(f"{error.filename} cannot be read: {error.strerror}") from None
    if as_json:
        report = {"rows": count, "faults": [asdict(fault) for fault in faults]}
        say(json_text(report))
    else:
        for fault in faults:
            say(str(fault))
    tell(f"{_many(count, 'row')}, {_many(len(faults), 'fault')}")
    context.exit(1 if faults else 0)


def _tell(rows: "list[Row]", as_json: bool) -> None:
    """How many rows have each field, and how many boxes code answers."""
    counts = {"rows": len(rows)}
    fields = ("requirements", "checklist", "draft", "weaknesses", "verdicts", "reference")
    counts |= {field: sum(bool(getattr(row, field)) for row in rows) for field in fields}
    boxes = [box for row in rows for box in row.checklist]
    counts |= {"boxes": len(boxes), "coded": sum(box.check is not None for box in boxes)}
    if as_json:
        say(json_text(counts))
    else:
        with_ = ", ".join(f"{counts[field]} with {field}" for field in fields)
        say(f"{_many(counts['rows'], 'row')}: {with_}")
        say(f"{_many(counts['boxes'], 'box')}, {counts['coded']} answered by code")


@data.command("list")
@click.option("--split", type=SPLITS, help="Only this split.")
@click.option("--kind", help="Only this kind of document, such as 'sales email'.")
@as_json
def list_(split: str | None, kind: str | None, as_json: bool) -> None:
    """List the labelled examples: id, split, kind, clean or not, and how the task begins."""
    from redraft.errors import ConfigurationError

    rows = _rows()
    kinds = sorted({row.kind for _, row in rows})
    if kind is not None and kind not in kinds:
        raise ConfigurationError(f"no kind {kind!r}: accepted are {', '.join(kinds)}")
    found = [
        (name, row) for name, row in rows if split in (None, name) and kind in (None, row.kind)
    ]
    if as_json:
        fields = {"id", "kind", "clean", "task"}
        report = [{"split": name, **row.model_dump(include=fields)} for name, row in found]
        say(json_text(report))
        return
    for name, row in found:
        state = "clean" if row.clean else _many(len(row.weaknesses), "weakness")
        say(f"{row.id:22}  {name:5}  {state:12}  {' '.join(row.task.split()):.60}")


@data.command("show")
@click.argument("name", metavar="ID")
@as_json
def show(name: str, as_json: bool) -> None:
    """Show one labelled example by its ID, as `redraft data list` prints it."""
    from difflib import get_close_matches

    from redraft.errors import ConfigurationError

    rows = {row.id: (split, row) for split, row in _rows()}
    if name not in rows:
        near = ", ".join(get_close_matches(name, rows, 3)) or "see `redraft data list`"
        raise ConfigurationError(f"no example {name!r}: {near}")
    split, row = rows[name]
    if as_json:
        report = {"split": split, **row.model_dump(exclude_unset=True)}
        say(json_text(report))
    else:
        say("\n".join(_page(split, row)))


@data.command("stats")
@click.option("--write", type=click.Path(path_type=Path), help="Put them into this datasheet.")
def stats(write: Path | None) -> None:
    """Count the examples by split, kind, category and length, as Markdown tables."""
    from redraft.data.stats import NAME, paste, tables
    from redraft.errors import ConfigurationError
    from redraft.written import write_out

    if write is None:
        say(tables())
        return
    try:
        write_out(write, paste(write.read_text(encoding="utf-8"), NAME, tables()))
    except OSError as error:
        raise ConfigurationError(f"{write}: {error.strerror}") from None
    except ValueError as error:
        raise ConfigurationError(f"{write}: {error}") from None


def _rows() -> "list[tuple[str, Labelled]]":
    from redraft.data import SPLITS, rows

    return [(split, row) for split in SPLITS for row in rows(split)]


def _page(split: str, row: "Labelled") -> list[str]:
    """One example as Markdown, its labels beside what they label."""
    state = "clean" if row.clean else _many(len(row.weaknesses), "weakness")
    lines = [f"# {row.id} ({row.kind}, {split}, {state})", "", row.task, "", "## Requirements", ""]
    lines += [f"- {item.id}: {item.says}" for item in row.requirements]
    lines += ["", "## Checklist, and the draft's verdicts", ""]
    for box, verdict in zip(row.checklist, row.verdicts, strict=True):
        check = f" {{{box.check}}}" if box.check else ""
        why = verdict.missing or (f'"{verdict.evidence}"' if verdict.evidence else "")
        lines.append(f"- [{'x' if verdict.checked else ' '}] {box.id}: {box.question}{check}")
        lines += [f"      {why}"] if why else []
    lines += ["", "## Draft", "", row.draft]
    lines += ["", "## Weaknesses", ""] if row.weaknesses else []
    for item in row.weaknesses:
        where = f'"{item.quote}": ' if item.quote else "omission: "
        labels = f"{item.id}, {item.category}, {item.severity}, {item.concerns}"
        lines.append(f"- {labels}: {where}{item.problem}")
    return [*lines, "", "## Reference", "", row.reference, "", "## Cosmetic", "", row.cosmetic]


def _many(count: int, one: str) -> str:
    return f"{count} {one}" if count == 1 else f"{count} {one}{'es' if one[-1] in 'sx' else 's'}"
