"""Texts as people hand them in: a string, a file, or standard input."""

import re
import sys

from redraft.errors import ConfigurationError
from redraft.paths import path_of
from redraft.plain import MOST, decoded
from redraft.terminal import shorten

__all__ = ["read_file", "read_task"]

_TASK = "write what the text should be or do"
_FILE = re.compile(r"\S+\.[A-Za-z][A-Za-z0-9]{0,9}")
"""One word that looks like the name of a file, however it ends."""


def read_task(given: str) -> tuple[str, str]:
    """The task and where it came from: `-`, an existing file, or the words themselves.

    Raises:
        ConfigurationError: it is empty, no text, or a path where nothing is.
    """
    if given == "-":
        return _read_stdin("the task", _TASK), "stdin"
    if _exists(given):
        return read_file(given, "the task"), given
    rooted = given.startswith(("/", "./", "../", "~/")) and "\n" not in given
    if rooted or re.fullmatch(r"\S+/\S+", given) or _FILE.fullmatch(given):
        raise ConfigurationError(
            f"there is no file {given!r}; give a file that exists, the task in words "
            '(redraft run "Write ..."), or - for standard input'
        )
    return _sound(given, "the task", _TASK), "task"


def read_file(given: str, what: str, hint: str = _TASK) -> str:
    """The text of a file, or of standard input for `-`.

    `what` opens the message of an error, `hint` ends the one of an empty text.

    Raises:
        ConfigurationError: it cannot be read, is no UTF-8 text, is empty or too large.
    """
    if given == "-":
        return _read_stdin(what, hint)
    path = path_of(given)
    try:
        if path.is_dir():
            raise ConfigurationError(f"{what}: {given} is a folder; give a text file")
        with path.open("rb") as file:
            data = file.read(MOST + 1)
    except OSError as error:
        shown = shorten(given, 80)
        raise ConfigurationError(f"{what}: {shown} cannot be read: {error.strerror}") from None
    return _sound(decoded(data, f"{what}: {given}"), f"{what}: {given}", hint)


def _exists(given: str) -> bool:
    try:
        return bool(given) and path_of(given).exists()
    except (OSError, ValueError):  # too long for a name, or a null byte
        return False


def _read_stdin(what: str, hint: str) -> str:
    if sys.stdin.isatty():
        print(f"Type {what}, then Ctrl-D.", file=sys.stderr)  # noqa: T201 - a prompt
    told = f"{what}: standard input"
    return _sound(decoded(sys.stdin.buffer.read(MOST + 1), told), told, hint)


def _sound(text: str, what: str, hint: str) -> str:
    if not text.strip():
        raise ConfigurationError(f"{what} is empty; {hint}")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ConfigurationError(f"{what} is not UTF-8; give UTF-8 text") from None
    return text
