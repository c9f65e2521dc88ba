"""The techniques beside each other on one model: evaluated, compared, and a page that tells it.

python -m benchmarks.techniques --model local/qwen2.5-coder-1.5b --write docs/study/NAME.md

Each writes its own first text. The examples are those whose drafts are the shortest, shortest
first. What was stopped goes on when the same is typed again: the runs lie in a store of their
own, and the figures of each example that all techniques have done beside the page, in a file of
its name that ends in .jsonl. What that file holds is not asked again, on whatever machine.
"""

import argparse
import shlex
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from benchmarks.tables import place
from benchmarks.techniques_page import SETTINGS, brief, page
from benchmarks.techniques_study import VARIANTS, Study
from redraft.data.stats import paste
from redraft.errors import ConfigurationError, RedraftError


def positive(told: str) -> int:
    """A count of one or more, as an option gives it."""
    if (found := int(told)) < 1:
        raise ValueError
    return found


def places(given: argparse.Namespace) -> None:
    """See that what is found can be written where it is wanted, before hours are spent on it.

    Raises:
        ConfigurationError: there is no such folder, no place for the table in that file, or no
            page that it could link to.
    """
    if given.write and not given.write.parent.is_dir():
        raise ConfigurationError(f"--write {given.write}: there is no folder {given.write.parent}")
    if given.readme:
        if not given.write:
            raise ConfigurationError("--readme links to the page; say where it goes: --write FILE")
        try:
            paste(given.readme.read_text("utf-8"), "study", "")
        except (OSError, ValueError) as error:
            raise ConfigurationError(f"--readme {given.readme}: {error}") from None


def chosen(given: argparse.Namespace, parser: argparse.ArgumentParser) -> Iterator[str]:
    """What to type for the same study: its model and rows, and what else was not left as it is."""
    for name in ("model", "rows", "data", "split", "variants", "baseline"):
        value = getattr(given, name)
        if name in ("model", "rows") or value != parser.get_default(name):
            yield f"--{name} {shlex.quote(str(value))}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Evaluate, compare, and print or write the page."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--model", default="local/qwen2.5-coder-0.5b")
    parser.add_argument("--api-base", metavar="URL")
    parser.add_argument("--rows", type=positive, default=24, help="examples at most")
    parser.add_argument("--so-far", action="store_true", help="compare what is done, as it is")
    parser.add_argument("--data", default="redraft")
    parser.add_argument("--split", default="dev", help="'' where the data has none")
    parser.add_argument("--variants", type=Path, default=VARIANTS, metavar="FILE")
    parser.add_argument("--baseline", default="refine", metavar="NAME")
    parser.add_argument("--concurrency", type=int, default=2, help="rows at once")
    parser.add_argument("--store", type=Path, metavar="FILE")
    parser.add_argument("--write", type=Path, metavar="FILE", help="put the page there")
    parser.add_argument("--readme", type=Path, metavar="FILE", help="put its table there")
    given = parser.parse_args(arguments)
    try:
        places(given)
        study = Study(given)
        if code := study.evaluate():
            return code
        study.keep()
        found = study.compared()
    except (RedraftError, click.ClickException) as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except click.Abort:
        return 130
    command = " ".join(("python -m benchmarks.techniques", *chosen(given, parser)))
    scored = len({line.scored for line in study.lines})
    made = len({code for line in study.lines for code in line.code.split()})
    settings = SETTINGS if given.variants == VARIANTS else given.variants.as_posix()
    told = page(found, command, given.rows, scored=scored, made=made, settings=settings)
    if not given.write:
        print(told)
        return 0
    given.write.write_text(told, encoding="utf-8")
    print(f"the page is {given.write}, its runs are in {study.path}", file=sys.stderr)
    if given.readme:
        of = given.split or Path(given.data).name
        place("study", brief(found, given.write.as_posix(), of, made), given.readme)
    return 0


if __name__ == "__main__":
    sys.exit(main())
