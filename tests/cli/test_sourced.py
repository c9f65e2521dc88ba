"""`--data`, `--split` and `--map` on the command line."""

import click
import pytest
from click.testing import CliRunner

from redraft.cli.sourced import data_options, mapped


@click.command()
@data_options("redraft")
def told(source: str, split: str | None, columns: dict[str, str]) -> None:
    click.echo((source, split, columns))


def test_a_command_gets_what_was_said() -> None:
    """The mapping comes as a dict; what is not said is the command's default, or nothing."""
    args = ["--data", "a.csv", "--split", "dev", "--map", "task=prompt", "--map", "draft = a=b"]
    runner = CliRunner()
    said = {"task": "prompt", "draft": "a=b"}
    assert runner.invoke(told, args).output == f"{('a.csv', 'dev', said)}\n"
    assert runner.invoke(told, []).output == f"{('redraft', None, {})}\n"


@pytest.mark.parametrize("pair", ["task", "task=", "=prompt", "", " = "])
def test_half_a_mapping_is_refused(pair: str) -> None:
    """The message repeats it and shows the form."""
    with pytest.raises(click.UsageError) as caught:
        mapped([pair])
    assert str(caught.value) == (
        f"--map {pair!r}: accepted is field=column, as in --map task=prompt"
    )


def test_a_field_mapped_twice_is_refused() -> None:
    """Neither column is taken by chance."""
    with pytest.raises(click.UsageError, match="--map task=b: task is a already"):
        mapped(["task=a", "task=b"])
