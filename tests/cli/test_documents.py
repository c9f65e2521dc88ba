"""Each command that a document shows is one that its own options and arguments take."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from redraft.cli import cli

ROOT = Path(__file__).parents[2]
DOCUMENTS = (
    *ROOT.glob("docs/**/*.md"),
    *(ROOT / name / "README.md" for name in (".", "benchmarks", "data", "examples")),
)
FENCED = re.compile(r"^```\w*\n(.*?)^```", re.DOTALL | re.MULTILINE)


def typed(text: str) -> Iterator[str]:
    """What stands on a line of its own, in a fence or indented, with a remark or without."""
    for block in FENCED.findall(text):
        yield from re.findall(r"^(?:\$ |.+ \| )?redraft (.+)$", block, re.MULTILINE)
    yield from re.findall(r"^ {4}redraft (.+?)(?: {2,}.*)?$", FENCED.sub("", text), re.MULTILINE)


def named(text: str) -> list[str]:
    """What a sentence names, mostly a part of what would be typed."""
    return re.findall(r"`redraft ([^`]+)`", FENCED.sub("", text))


TEXTS = [path.read_text(encoding="utf-8") for path in DOCUMENTS]
TYPED = [one for text in TEXTS for one in typed(text) if "..." not in one]
NAMED = [one for text in TEXTS for one in named(text) if "..." not in one]


def found(said: str) -> tuple[click.Command, list[str]]:
    """The command and its words, with a number for each that is there to be replaced."""
    words = shlex.split(re.sub(r"\b[A-Z]+\b", "1", said))
    command: click.Command | None = cli
    while isinstance(command, click.Group):
        command = command.get_command(click.Context(command), words.pop(0))
    assert command is not None, "there is no such command"
    return command, words


def test_commands_are_found() -> None:
    """A document that is moved, or written in another way, is not passed over."""
    assert len(TYPED) >= 20
    assert len(NAMED) >= 25
    assert {one.split()[0] for one in (*TYPED, *NAMED)} >= {"calibrate", "compile", "data", "sweep"}


@pytest.mark.parametrize("said", TYPED)
def test_what_is_to_be_typed(said: str) -> None:
    """It has all that the command needs, and nothing that it does not know."""
    command, words = found(said)
    command.make_context(command.name, words)


@pytest.mark.parametrize("said", NAMED)
def test_what_a_sentence_names(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """There is such a command, and it has these options; what is left out is not missed."""
    command, words = found(said)
    for one in command.params:
        monkeypatch.setattr(one, "required", False)
    command.make_context(command.name, words)
